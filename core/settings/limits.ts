import * as v from "valibot";
import { MASTER_EDGE, MAX_MASTER_EDGE } from "../photo/sizes.ts";
import { type Field, flag, integer } from "./fields.ts";
import type { SettingsSchema } from "./read.ts";

/** The limits on files, and the size and metadata of masters. */
export type Limits = {
	/** The size of the largest file accepted, in bytes. */
	readonly maxFileBytes: number;
	/** The size of the largest picture decoded, in pixels: width times height. */
	readonly maxPixels: number;
	/** The long edge of masters, in pixels. */
	readonly masterEdge: number;
	/** Whether masters keep the copyright notice and the artist's name. */
	readonly keepCopyright: boolean;
};

/** The setting of the long edge of masters, in pixels. */
export const masterEdge: Field<number> = integer("MASTER_EDGE", MASTER_EDGE, MAX_MASTER_EDGE);

/** Reads {@link Limits}. The worker and the bucket's function both use it, so that they agree. */
export const limits: SettingsSchema<Limits> = v.pipe(
	v.object({
		MAX_FILE_BYTES: integer("MAX_FILE_BYTES", 1, 4_000_000_000),
		MAX_PIXELS: integer("MAX_PIXELS", 1, 1_000_000_000),
		MASTER_EDGE: masterEdge,
		KEEP_COPYRIGHT: flag("KEEP_COPYRIGHT"),
	}),
	v.transform((read) => ({
		maxFileBytes: read.MAX_FILE_BYTES,
		maxPixels: read.MAX_PIXELS,
		masterEdge: read.MASTER_EDGE,
		keepCopyright: read.KEEP_COPYRIGHT,
	})),
);
