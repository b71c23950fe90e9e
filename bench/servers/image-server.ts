import { DEFAULT_BUCKETS } from "widthwise";

/** A running server that cuts images on demand; disposing ends it. */
export type ImageServer = AsyncDisposable & {
	readonly name: string;
	/** The format of its images. */
	readonly format: "webp" | "jpeg";
	/** Returns the URL of a photo, by its position, at a width in pixels. */
	url(photo: number, width: number): string;
};

/** Photos for servers; disposing deletes the folder. */
export type ServedPhotos = AsyncDisposable & {
	/** A folder with `0.jpg`, `1.jpg`, ... that everyone may read. */
	readonly folder: string;
	readonly photos: readonly Uint8Array<ArrayBuffer>[];
};

/** What requests accept: WebP, for servers that support it. */
const WEBP = "image/webp";

/** A round width, as in examples. */
export const ROUND_WIDTH = 400;

/** The widths that all servers allow: our buckets and the round width, so that no server snaps it. */
export const WIDTHS: readonly number[] = [...DEFAULT_BUCKETS, ROUND_WIDTH].toSorted(
	(a, b) => a - b,
);

/**
 * Fetches an image.
 *
 * @param accept the `Accept` header; default: WebP
 * @throws {Error} if the response is an error
 *
 * @example
 * const bytes = await fetchImage(server.url(0, ROUND_WIDTH));
 */
export async function fetchImage(url: string, accept = WEBP): Promise<Uint8Array> {
	const response = await fetch(url, { headers: { Accept: accept } });
	const bytes = new Uint8Array(await response.arrayBuffer());
	if (!response.ok) throw new Error(`${url} answered ${response.status}`);
	return bytes;
}
