import * as v from "valibot";
import { parseBuckets, type WidthBuckets } from "../url/width.ts";
import { type Field, text } from "./fields.ts";
import type { SettingsSchema } from "./read.ts";

const widthBuckets: Field<WidthBuckets> = v.pipe(
	text("WIDTH_BUCKETS"),
	v.rawTransform(({ dataset, addIssue, NEVER }) => {
		const parsed = parseBuckets(dataset.value);
		if (parsed.ok) return parsed.value;
		addIssue({ message: `WIDTH_BUCKETS: ${parsed.message}` });
		return NEVER;
	}),
);

/** Reads the buckets, in pixels. The server and the bundles for the edge must have the same. */
export const buckets: SettingsSchema<{ readonly buckets: WidthBuckets }> = v.pipe(
	v.object({ WIDTH_BUCKETS: widthBuckets }),
	v.transform((read) => ({ buckets: read.WIDTH_BUCKETS })),
);
