import { DEFAULT_BUCKETS } from "widthwise";

/** A server that cuts images on demand, started for a bench; disposing of it ends it. */
export type ImageServer = AsyncDisposable & {
	readonly name: string;
	/** What it answers with. */
	readonly format: "webp" | "jpeg";
	/** The address of a photo, by its position, at a width in pixels. */
	url(photo: number, width: number): string;
};

/** Photos that servers cut from; disposing of them removes the folder. */
export type ServedPhotos = AsyncDisposable & {
	/** A folder with `0.jpg`, `1.jpg`, ... that everyone may read. */
	readonly folder: string;
	readonly photos: readonly Uint8Array<ArrayBuffer>[];
};

/** What every image is asked for as: WebP where the server can, of the quality that Widthwise has. */
const HEADERS: Readonly<Record<string, string>> = { Accept: "image/webp" };

/** A width that people ask for in examples. */
export const ROUND_WIDTH = 400;

/** The widths that all servers are set up for: our buckets, and a round one so that nobody snaps it. */
export const WIDTHS: readonly number[] = [...DEFAULT_BUCKETS, ROUND_WIDTH].toSorted(
	(a, b) => a - b,
);

/**
 * Asks for an image.
 *
 * @throws {Error} if the answer is no success
 *
 * @example
 * const bytes = await fetchImage(server.url(0, ROUND_WIDTH));
 */
export async function fetchImage(url: string): Promise<Uint8Array> {
	const response = await fetch(url, { headers: HEADERS });
	const bytes = new Uint8Array(await response.arrayBuffer());
	if (!response.ok) throw new Error(`${url} answered ${response.status}`);
	return bytes;
}
