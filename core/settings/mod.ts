/**
 * The settings of all programs: what each is called, what counts where it is not set, and how it is
 * read. It reads a plain record, never the environment itself.
 *
 * @module
 */
export { buckets } from "./buckets.ts";
export { choice, flag, integer, matching, optionalText, text, url } from "./fields.ts";
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
	type BucketPlace,
	namesBucket,
	type StoreSetting,
	storeBucket,
	whereBuckets,
} from "./store-place.ts";
export {
	type BucketPlaces,
	bucketPlaces,
	type Places,
	places,
	type StorePlace,
	type StorePlaces,
} from "./stores.ts";
export { SETTINGS, type SettingName, type SettingRow } from "./table.ts";
