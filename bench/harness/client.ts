import { TOKEN } from "./processes.ts";

/** The fields of an accepted photo that the bench needs. */
export type Accepted = { readonly id: string; readonly url: string };

/**
 * Makes an upload form with photos.
 *
 * @example
 * await fetch(url, { method: "POST", body: uploadForm([bytes]) });
 */
export function uploadForm(photos: readonly Uint8Array<ArrayBuffer>[]): FormData {
	const form = new FormData();
	photos.forEach((bytes, i) => {
		form.append("photos", new File([bytes], `photo-${i}.jpg`, { type: "image/jpeg" }));
	});
	return form;
}

/**
 * Uploads photos to Widthwise.
 *
 * @throws {Error} if it does not accept them all
 *
 * @example
 * const [photo] = await upload(server.url, [bytes]);
 */
export async function upload(
	site: string,
	photos: readonly Uint8Array<ArrayBuffer>[],
): Promise<readonly Accepted[]> {
	const response = await fetch(`${site}/api/photos`, {
		method: "POST",
		headers: { Authorization: `Bearer ${TOKEN}` },
		body: uploadForm(photos),
	});
	const answer: { readonly photos: readonly Accepted[] } = await response.json();
	if (response.status !== 202 || answer.photos.length !== photos.length) {
		throw new Error(`The upload was not accepted: ${JSON.stringify(answer)}`);
	}
	return answer.photos;
}

/**
 * Waits until a photo is on the home page for visitors.
 *
 * @throws {Error} after two minutes
 *
 * @example
 * await untilOnHomePage(server.url, photo.id);
 */
export async function untilOnHomePage(site: string, photoId: string): Promise<void> {
	for (const deadline = Date.now() + 120_000; Date.now() < deadline; await Bun.sleep(5)) {
		const html = await (await fetch(site)).text();
		if (html.includes(photoId)) return;
	}
	throw new Error(`Photo ${photoId} did not appear on the home page`);
}
