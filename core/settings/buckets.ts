import * as v from "valibot";
import { MASTER_EDGE } from "../photo/sizes.ts";
import { DEFAULT_BUCKETS, parseBuckets, type WidthBuckets } from "../url/width.ts";
import { type Field, text } from "./fields.ts";
import { masterEdge } from "./limits.ts";
import type { SettingsSchema } from "./read.ts";

/** The default bucket between those of usual masters and the edge of larger ones, in pixels. */
const WIDE_BUCKET = 3072;

/** `null` if the setting is not set. */
const widthBuckets: Field<WidthBuckets | null> = v.pipe(
	text("WIDTH_BUCKETS", ""),
	v.rawTransform(({ dataset, addIssue, NEVER }) => {
		if (dataset.value === "") return null;
		const parsed = parseBuckets(dataset.value);
		if (parsed.ok) return parsed.value;
		addIssue({ message: `WIDTH_BUCKETS: ${parsed.message}` });
		return NEVER;
	}),
);

/**
 * Reads the buckets, in pixels. The server and the bundles for the edge must have the same. The default
 * list reaches up to the edge of masters.
 */
export const buckets: SettingsSchema<{ readonly buckets: WidthBuckets }> = v.pipe(
	v.object({ WIDTH_BUCKETS: widthBuckets, MASTER_EDGE: masterEdge }),
	v.transform((read) => ({ buckets: read.WIDTH_BUCKETS ?? defaultBuckets(read.MASTER_EDGE) })),
);

function defaultBuckets(edge: number): WidthBuckets {
	if (edge <= MASTER_EDGE) return DEFAULT_BUCKETS;
	return [...DEFAULT_BUCKETS, ...[WIDE_BUCKET].filter((width) => width < edge), edge];
}
