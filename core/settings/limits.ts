import * as v from "valibot";
import { flag, integer } from "./fields.ts";
import type { SettingsSchema } from "./read.ts";

/** What is accepted, and what is kept of it. */
export type Limits = {
	/** Bytes of the largest file that is accepted. */
	readonly maxFileBytes: number;
	/** Pixels of the largest picture that is decoded. */
	readonly maxPixels: number;
	/** Whether masters keep the copyright notice and the artist's name. */
	readonly keepCopyright: boolean;
};

/** Reads {@link Limits}: whoever publishes a photo must come to the same. */
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
