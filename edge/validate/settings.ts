import * as v from "valibot";
import {
	type BucketLocations,
	bucketLocations,
	type Environment,
	type Limits,
	limits,
	requireSettings,
	type SettingsSchema,
} from "widthwise/settings";

/** The function's settings. */
export type ValidateSettings = BucketLocations & Limits;

const validateSettings: SettingsSchema<ValidateSettings> = v.intersect([bucketLocations, limits]);

/**
 * Reads the function's settings: `MEDIA_STORE`, `PUBLIC_STORE`, `S3_ENDPOINT`, `AWS_REGION`,
 * `MAX_FILE_BYTES`, `MAX_PIXELS`, `MASTER_EDGE` and `KEEP_COPYRIGHT`, as the server reads them.
 *
 * @throws {WidthwiseError} `misconfigured`: one line for each mistake, all at once
 *
 * @example
 * readValidateSettings().media.bucket; // "photos-media"
 */
export function readValidateSettings(environment: Environment = process.env): ValidateSettings {
	return requireSettings(validateSettings, environment);
}
