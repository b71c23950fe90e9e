import * as v from "valibot";
import { text } from "./fields.ts";
import type { SettingsSchema } from "./read.ts";
import { type S3Server, s3Server } from "./s3-server.ts";
import {
	type BucketPlace,
	type StoreSetting,
	storeBucket,
	storePlace,
	whereBuckets,
} from "./store-place.ts";

/** Where a store is, and the setting that says so. */
export type StorePlace = { readonly setting: StoreSetting } & (
	| { readonly kind: "folder"; readonly folder: string }
	| (BucketPlace & S3Server & { readonly kind: "s3" })
);

/** Where both stores are. */
export type StorePlaces = { readonly media: StorePlace; readonly publicStore: StorePlace };

/** What everything on one machine is kept in, and where the stores are. */
export type Places = {
	/** Absolute path of the folder for everything that is kept on this machine. */
	readonly dataDir: string;
	readonly stores: StorePlaces;
};

/** Both stores, in buckets. */
export type BucketPlaces = {
	readonly media: BucketPlace & S3Server;
	readonly publicStore: BucketPlace & S3Server;
};

/** Makes an absolute path, as `resolve` of `node:path` does. */
export type ResolvePath = (...parts: readonly string[]) => string;

/** With folders alone, nothing that belongs to S3 is looked at. */
const noServer = v.pipe(
	v.unknown(),
	v.transform((): S3Server => ({ region: "", endpoint: undefined })),
);

/** Originals hold what nobody else may know: a rule that opens one store must not open the other. */
const NESTED = "MEDIA_STORE and PUBLIC_STORE must not be the same, nor one inside the other";

/**
 * What reads where the stores are: folders, in `DATA_DIR` where nothing else is said, or buckets.
 *
 * @param resolve how paths become absolute
 *
 * @example
 * const { stores } = requireSettings(places(resolve), { DATA_DIR: "/srv/widthwise" });
 */
export function places(resolve: ResolvePath): SettingsSchema<Places> {
	return v.pipe(
		v.intersect([
			whereBuckets(["MEDIA_STORE", "PUBLIC_STORE"], s3Server, noServer),
			v.object({
				DATA_DIR: text("DATA_DIR"),
				MEDIA_STORE: storePlace("MEDIA_STORE"),
				PUBLIC_STORE: storePlace("PUBLIC_STORE"),
			}),
		]),
		v.transform(({ region, endpoint, ...read }): Places => {
			const dataDir = resolve(read.DATA_DIR);
			const place = (setting: StoreSetting, name: string): StorePlace => {
				const written = read[setting];
				if (written.kind === "s3") return { setting, ...written, region, endpoint };
				const folder = written.path ? resolve(written.path) : resolve(dataDir, name);
				return { setting, kind: "folder", folder };
			};
			const stores = {
				media: place("MEDIA_STORE", "media"),
				publicStore: place("PUBLIC_STORE", "public"),
			};
			return { dataDir, stores };
		}),
		v.check(({ stores }) => !isNested(pathOf(stores.media), pathOf(stores.publicStore)), NESTED),
	);
}

/** Reads where the stores are, for a program without a disk: both in buckets. */
export const bucketPlaces: SettingsSchema<BucketPlaces> = v.pipe(
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
	v.check(({ media, publicStore }) => !isNested(addressOf(media), addressOf(publicStore)), NESTED),
);

function isNested(one: string, other: string): boolean {
	return one.startsWith(other) || other.startsWith(one);
}

/** Ends in a separator, so that what begins with it is inside. */
function pathOf(place: StorePlace): string {
	return place.kind === "s3" ? addressOf(place) : `${place.folder.replaceAll("\\", "/")}/`;
}

function addressOf({ bucket, prefix }: BucketPlace): string {
	return `s3://${bucket}/${prefix}${prefix ? "/" : ""}`;
}
