import * as v from "valibot";
import {
	type Environment,
	requireSettings,
	type SettingsSchema,
	s3Server,
	storeBucket,
} from "widthwise/settings";
import type { PublicStoreLocation } from "../public-store.ts";

const publicStore: SettingsSchema<PublicStoreLocation> = v.pipe(
	v.intersect([s3Server, v.object({ PUBLIC_STORE: storeBucket("PUBLIC_STORE") })]),
	v.transform(({ PUBLIC_STORE: location, region, endpoint }) => ({
		...location,
		region,
		endpoint,
	})),
);

/**
 * Reads the settings of the function in the bucket's region: `PUBLIC_STORE` (`s3://bucket/prefix`),
 * `AWS_REGION` and `S3_ENDPOINT`, as the server reads them.
 *
 * @throws {WidthwiseError} `misconfigured`: one line for each mistake, all at once
 *
 * @example
 * readRegionalSettings().bucket; // "photos-public"
 */
export function readRegionalSettings(environment: Environment = process.env): PublicStoreLocation {
	return requireSettings(publicStore, environment);
}
