import * as v from "valibot";
import { choice, isBucketUrl, optionalText, type SettingsSchema } from "widthwise/settings";

/** What publishes photos: a worker, or the function that the media bucket calls for new originals. */
export type Publisher = { readonly publisher: "worker" | "bucket-event" };

/** The schema of {@link Publisher}. */
export const publisher: SettingsSchema<Publisher> = v.pipe(
	v.object({
		PUBLISHER: choice("PUBLISHER", ["worker", "bucket-event"]),
		MEDIA_STORE: optionalText("MEDIA_STORE"),
		PUBLIC_STORE: optionalText("PUBLIC_STORE"),
	}),
	v.check(
		(read) =>
			read.PUBLISHER === "worker" ||
			(isBucketUrl(read.MEDIA_STORE) && isBucketUrl(read.PUBLIC_STORE)),
		"PUBLISHER=bucket-event needs MEDIA_STORE and PUBLIC_STORE to be S3 buckets: s3://bucket/prefix",
	),
	v.transform((read) => ({ publisher: read.PUBLISHER })),
);
