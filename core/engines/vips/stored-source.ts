import type { LoadShrink } from "./shrink-on-load.ts";

/** A file, and how it is decoded: as it is stored, not yet upright. */
export type StoredSource = {
	readonly bytes: Uint8Array;
	/** Pixels. */
	readonly width: number;
	/** Pixels. */
	readonly height: number;
	/** What makes the decoder fail. */
	readonly failOn: "warning" | "error";
	/** See `loadShrink`. */
	readonly shrink: LoadShrink;
};
