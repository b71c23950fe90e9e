import { DEFAULT_BUCKETS } from "widthwise";

/** A server that cuts images on demand, started for a bench. */
export type ImageServer = {
	readonly name: string;
	/** What it answers with. */
	readonly format: "webp" | "jpeg";
	/** The address of a photo, by its position, at a width in pixels. */
	url(photo: number, width: number): string;
	stop(): Promise<void>;
};

/** Photos that servers cut from. */
export type ServedPhotos = {
	/** A folder with `0.jpg`, `1.jpg`, ... that everyone may read. */
	readonly folder: string;
	readonly photos: readonly Uint8Array<ArrayBuffer>[];
};

/** What every image is asked for as: WebP where the server can, of the quality that Widthwise has. */
export const HEADERS: Readonly<Record<string, string>> = { Accept: "image/webp" };

/** A width that people ask for in examples. */
export const ROUND_WIDTH = 400;

/** The widths that all servers are set up for: our buckets, and a round one so that nobody snaps it. */
export const WIDTHS: readonly number[] = [...DEFAULT_BUCKETS, ROUND_WIDTH].toSorted(
	(a, b) => a - b,
);
