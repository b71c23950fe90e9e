import type { WidthBuckets } from "widthwise";

/** What an edge answers from. */
export type EdgeSource = {
	/** The folder of its public store. */
	readonly folder: string;
	/** The widths of variants, in pixels. */
	readonly buckets: WidthBuckets;
	/** Path and query of an image that it has. */
	readonly readyPath: string;
};
