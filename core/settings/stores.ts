import * as v from "valibot";
import { text } from "./fields.ts";
import type { SettingsSchema } from "./read.ts";
import { type S3Server, s3Server } from "./s3-server.ts";
import {
	type BucketLocation,
	ifBuckets,
	type StoreSetting,
	storeBucket,
	storeLocation,
} from "./store-location.ts";

/** The location of a store, and the setting that it comes from. */
export type StoreLocation = { readonly setting: StoreSetting } & (
	| { readonly kind: "folder"; readonly folder: string }
	| (BucketLocation & S3Server & { readonly kind: "s3" })
);

/** The locations of both stores. */
export type StoreLocations = { readonly media: StoreLocation; readonly publicStore: StoreLocation };

/** The locations of the data folder and of the stores. */
export type DataLocations = {
	/** The absolute path of the folder for all data on this machine. */
	readonly dataDir: string;
	readonly stores: StoreLocations;
};

/** The locations of both stores, in buckets. */
export type BucketLocations = {
	readonly media: BucketLocation & S3Server;
	readonly publicStore: BucketLocation & S3Server;
};

/** Makes an absolute path, as `resolve` of `node:path` does. */
export type ResolvePath = (...parts: readonly string[]) => string;

/** For stores in folders: the settings of an S3 server are ignored. */
const noServer = v.pipe(
	v.unknown(),
	v.transform((): S3Server => ({ region: "", endpoint: undefined })),
);

/** Originals are private: a rule that makes one store public must not reach the other. */
const NESTED = "MEDIA_STORE and PUBLIC_STORE must be separate: neither may be inside the other";

/**
 * Makes the schema of the stores' locations: folders, by default inside `DATA_DIR`, or buckets.
 *
 * @param resolve makes paths absolute
 *
 * @example
 * const resolve = (...parts: readonly string[]) => parts.join("/");
 * const { stores } = requireSettings(dataLocations(resolve), { DATA_DIR: "/srv/widthwise" });
 * stores.media; // { setting: "MEDIA_STORE", kind: "folder", folder: "/srv/widthwise/media" }
 */
export function dataLocations(resolve: ResolvePath): SettingsSchema<DataLocations> {
	return v.pipe(
		v.intersect([
			ifBuckets(["MEDIA_STORE", "PUBLIC_STORE"], s3Server, noServer),
			v.object({
				DATA_DIR: text("DATA_DIR"),
				MEDIA_STORE: storeLocation("MEDIA_STORE"),
				PUBLIC_STORE: storeLocation("PUBLIC_STORE"),
			}),
		]),
		v.transform(({ region, endpoint, ...read }): DataLocations => {
			const dataDir = resolve(read.DATA_DIR);
			const locate = (setting: StoreSetting, name: string): StoreLocation => {
				const parsed = read[setting];
				if (parsed.kind === "s3") return { setting, ...parsed, region, endpoint };
				const folder = parsed.path ? resolve(parsed.path) : resolve(dataDir, name);
				return { setting, kind: "folder", folder };
			};
			const stores = {
				media: locate("MEDIA_STORE", "media"),
				publicStore: locate("PUBLIC_STORE", "public"),
			};
			return { dataDir, stores };
		}),
		v.check(({ stores }) => !isNested(pathOf(stores.media), pathOf(stores.publicStore)), NESTED),
	);
}

/** Reads the stores' locations for a program without a disk: both must be buckets. */
export const bucketLocations: SettingsSchema<BucketLocations> = v.pipe(
	v.intersect([
		s3Server,
		v.object({
			MEDIA_STORE: storeBucket("MEDIA_STORE"),
			PUBLIC_STORE: storeBucket("PUBLIC_STORE"),
		}),
	]),
	v.transform(({ region, endpoint, MEDIA_STORE, PUBLIC_STORE }) => ({
		media: { ...MEDIA_STORE, region, endpoint },
		publicStore: { ...PUBLIC_STORE, region, endpoint },
	})),
	v.check(({ media, publicStore }) => !isNested(urlOf(media), urlOf(publicStore)), NESTED),
);

function isNested(one: string, other: string): boolean {
	return one.startsWith(other) || other.startsWith(one);
}

/** Ends with a slash: a path that starts with it is inside. */
function pathOf(location: StoreLocation): string {
	return location.kind === "s3" ? urlOf(location) : `${location.folder.replaceAll("\\", "/")}/`;
}

function urlOf({ bucket, prefix }: BucketLocation): string {
	return `s3://${bucket}/${prefix}${prefix ? "/" : ""}`;
}
