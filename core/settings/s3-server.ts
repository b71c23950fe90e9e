import * as v from "valibot";
import { matching, optionalText, url } from "./fields.ts";
import type { SettingsSchema } from "./read.ts";

/** An S3 server. */
export type S3Server = {
	readonly region: string;
	/** The URL of another server than Amazon's. */
	readonly endpoint: string | undefined;
};

/** The SDK requires a region; servers other than Amazon's usually ignore it. */
const ANY_REGION = "us-east-1";

/**
 * Reads the S3 server of the buckets. The AWS SDK reads the credentials itself; this only checks
 * that both or neither are set.
 */
export const s3Server: SettingsSchema<S3Server> = v.pipe(
	v.object({
		S3_ENDPOINT: url("S3_ENDPOINT", ["http:", "https:"]),
		AWS_REGION: matching("AWS_REGION", /^[a-z0-9-]+$/, "be a region's name, such as eu-central-1"),
		AWS_ACCESS_KEY_ID: optionalText("AWS_ACCESS_KEY_ID"),
		AWS_SECRET_ACCESS_KEY: optionalText("AWS_SECRET_ACCESS_KEY"),
	}),
	v.partialCheck(
		[["S3_ENDPOINT"], ["AWS_REGION"]],
		(read) => read.S3_ENDPOINT !== undefined || read.AWS_REGION !== undefined,
		"AWS_REGION must name the buckets' region, such as eu-central-1",
	),
	v.partialCheck(
		[["AWS_ACCESS_KEY_ID"], ["AWS_SECRET_ACCESS_KEY"]],
		(read) => (read.AWS_ACCESS_KEY_ID === undefined) === (read.AWS_SECRET_ACCESS_KEY === undefined),
		"AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY go together: set both or neither",
	),
	v.transform((read) => ({ endpoint: read.S3_ENDPOINT, region: read.AWS_REGION ?? ANY_REGION })),
);
