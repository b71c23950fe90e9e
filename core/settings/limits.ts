import * as v from "valibot";
import { flag, integer } from "./fields.ts";
import type { SettingsSchema } from "./read.ts";

/** The limits on files, and the metadata that masters keep. */
export type Limits = {
	/** The size of the largest file accepted, in bytes. */
	readonly maxFileBytes: number;
	/** The size of the largest picture decoded, in pixels: width times height. */
	readonly maxPixels: number;
	/** Whether masters keep the copyright notice and the artist's name. */
	readonly keepCopyright: boolean;
};

/** Reads {@link Limits}. The worker and the bucket's function both use it, so that they agree. */
export const limits: SettingsSchema<Limits> = v.pipe(
	v.object({
		MAX_FILE_BYTES: integer("MAX_FILE_BYTES", 1, 4_000_000_000),
		MAX_PIXELS: integer("MAX_PIXELS", 1, 1_000_000_000),
		KEEP_COPYRIGHT: flag("KEEP_COPYRIGHT"),
	}),
	v.transform((read) => ({
		maxFileBytes: read.MAX_FILE_BYTES,
		maxPixels: read.MAX_PIXELS,
		keepCopyright: read.KEEP_COPYRIGHT,
	})),
);
