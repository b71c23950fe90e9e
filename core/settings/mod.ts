/**
 * The settings of all programs: names, defaults and schemas. They read a plain record, never the
 * environment itself.
 *
 * @module
 */

export { buckets } from "./buckets.ts";
export {
	choice,
	type Field,
	flag,
	integer,
	matching,
	optionalText,
	text,
	url,
} from "./fields.ts";
export { type Limits, limits } from "./limits.ts";
export {
	type Environment,
	type ReadSettings,
	readSettings,
	requireSettings,
	type SettingsSchema,
} from "./read.ts";
export { type S3Server, s3Server } from "./s3-server.ts";
export {
	type BucketLocation,
	ifBuckets,
	isBucketUrl,
	type StoreSetting,
	storeBucket,
} from "./store-location.ts";
export {
	type BucketLocations,
	bucketLocations,
	type DataLocations,
	dataLocations,
	type ResolvePath,
	type StoreLocation,
	type StoreLocations,
} from "./stores.ts";
export { type DefaultedName, SETTINGS, type SettingName, type SettingRow } from "./table.ts";
