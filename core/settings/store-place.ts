import * as v from "valibot";
import { type Field, optionalText } from "./fields.ts";
import type { Environment, SettingsSchema } from "./read.ts";

/** The settings that name a store. */
export type StoreSetting = "MEDIA_STORE" | "PUBLIC_STORE";

/** A bucket, and what its keys begin with: without slashes around it, or empty. */
export type BucketPlace = { readonly bucket: string; readonly prefix: string };

/** Where a store is, as it is written. */
export type WrittenPlace =
	| (BucketPlace & { readonly kind: "s3" })
	/** A folder's path; `undefined`: not set. */
	| { readonly kind: "folder"; readonly path: string | undefined };

/** S3's rules for a bucket's name, and what other servers allow beyond them. */
const BUCKET = /^[a-zA-Z0-9][a-zA-Z0-9._-]{1,61}[a-zA-Z0-9]$/;

/** The same words as in keys. */
const PREFIX = /^([a-zA-Z0-9_-][a-zA-Z0-9._-]*(\/[a-zA-Z0-9_-][a-zA-Z0-9._-]*)*)?$/;

const BUCKET_FORM = "s3://bucket or s3://bucket/prefix of letters, digits, dots, - and _";

const ENVIRONMENT = v.custom<Environment>((input) => typeof input === "object" && input !== null);

/**
 * Where a store is: a folder, or a bucket as `s3://bucket/prefix`.
 *
 * @example
 * v.parse(storePlace("MEDIA_STORE"), "s3://photos/a"); // { kind: "s3", bucket: "photos", prefix: "a" }
 */
export function storePlace(setting: StoreSetting): Field<WrittenPlace> {
	return v.pipe(
		optionalText(setting),
		v.rawTransform<string | undefined, WrittenPlace>(({ dataset, addIssue, NEVER }) => {
			const path = dataset.value;
			if (!namesBucket(path)) return { kind: "folder", path };
			const place = parseBucket(path);
			if (place) return { kind: "s3", ...place };
			addIssue({ message: `${setting} must be a folder, or ${BUCKET_FORM}, got ${path}` });
			return NEVER;
		}),
	);
}

/**
 * Where a store is, for a program that has no folders.
 *
 * @example
 * v.parse(storeBucket("MEDIA_STORE"), "s3://photos/a"); // { bucket: "photos", prefix: "a" }
 */
export function storeBucket(setting: StoreSetting): Field<BucketPlace> {
	return v.pipe(
		optionalText(setting),
		v.rawTransform<string | undefined, BucketPlace>(({ dataset, addIssue, NEVER }) => {
			const place = parseBucket(dataset.value);
			if (place) return place;
			addIssue({ message: `${setting} must be ${BUCKET_FORM}, got ${dataset.value ?? "nothing"}` });
			return NEVER;
		}),
	);
}

/**
 * Reads one thing where a setting names a bucket, well or badly, and another where all name folders.
 *
 * @example
 * const publicStore = whereBuckets(["PUBLIC_STORE"], bucket, folder);
 */
export function whereBuckets<Settings, Otherwise>(
	settings: readonly StoreSetting[],
	schema: SettingsSchema<Settings>,
	otherwise: SettingsSchema<Otherwise>,
): SettingsSchema<Settings | Otherwise> {
	return v.lazy((input) => {
		const isBucket = (setting: StoreSetting) =>
			v.is(ENVIRONMENT, input) && namesBucket(input[setting]);
		return settings.some(isBucket) ? schema : otherwise;
	});
}

/**
 * Whether a store's setting names a bucket, well or badly, and no folder.
 *
 * @example
 * namesBucket("s3://photos"); // true
 */
export function namesBucket(text: string | undefined): text is string {
	return text?.includes(":/") ?? false;
}

function parseBucket(text: string | undefined): BucketPlace | null {
	const [, bucket = "", path = ""] = /^s3:\/\/([^/]*)\/?(.*)$/.exec(text ?? "") ?? [];
	const prefix = path.replace(/\/+$/, "");
	return BUCKET.test(bucket) && PREFIX.test(prefix) ? { bucket, prefix } : null;
}
