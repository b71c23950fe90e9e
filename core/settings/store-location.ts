import * as v from "valibot";
import { withoutTrailingSlashes } from "../arguments/trim-slashes.ts";
import { type Field, optionalText } from "./fields.ts";
import type { Environment, SettingsSchema } from "./read.ts";

/** The settings that name a store. */
export type StoreSetting = "MEDIA_STORE" | "PUBLIC_STORE";

/** An S3 bucket, and the prefix of the store's keys in it. */
export type BucketLocation = {
	readonly bucket: string;
	/** Without slashes around it; may be empty. */
	readonly prefix: string;
};

/** The location of a store, as parsed from its setting. */
export type ParsedLocation =
	| (BucketLocation & { readonly kind: "s3" })
	/** A folder's path; `undefined` if the setting is not set. */
	| { readonly kind: "folder"; readonly path: string | undefined };

/** Amazon's rules for bucket names, and the upper-case letters and `_` that other servers allow. */
const BUCKET = /^[a-zA-Z0-9][a-zA-Z0-9._-]{1,61}[a-zA-Z0-9]$/;

/** The same segments as in keys. */
const PREFIX = /^([a-zA-Z0-9_-][a-zA-Z0-9._-]*(\/[a-zA-Z0-9_-][a-zA-Z0-9._-]*)*)?$/;

const BUCKET_FORM =
	"s3://bucket or s3://bucket/prefix, with letters, digits, dots, hyphens and underscores";

const ENVIRONMENT = v.custom<Environment>((input) => typeof input === "object" && input !== null);

/**
 * Makes the schema of a store's location: a folder, or a bucket as `s3://bucket/prefix`.
 *
 * @example
 * v.parse(storeLocation("MEDIA_STORE"), "s3://photos/a");
 * // { kind: "s3", bucket: "photos", prefix: "a" }
 */
export function storeLocation(setting: StoreSetting): Field<ParsedLocation> {
	return v.pipe(
		optionalText(setting),
		v.rawTransform<string | undefined, ParsedLocation>(({ dataset, addIssue, NEVER }) => {
			const path = dataset.value;
			if (!isBucketUrl(path)) return { kind: "folder", path };
			const location = parseBucketUrl(path);
			if (location) return { kind: "s3", ...location };
			addIssue({ message: `${setting} must be a folder, or ${BUCKET_FORM}, got ${path}` });
			return NEVER;
		}),
	);
}

/**
 * Makes the schema of a store's location for a program without a disk: a bucket.
 *
 * @example
 * v.parse(storeBucket("MEDIA_STORE"), "s3://photos/a"); // { bucket: "photos", prefix: "a" }
 */
export function storeBucket(setting: StoreSetting): Field<BucketLocation> {
	return v.pipe(
		optionalText(setting),
		v.rawTransform<string | undefined, BucketLocation>(({ dataset, addIssue, NEVER }) => {
			const location = parseBucketUrl(dataset.value);
			if (location) return location;
			addIssue({ message: `${setting} must be ${BUCKET_FORM}, got ${dataset.value ?? "nothing"}` });
			return NEVER;
		}),
	);
}

/**
 * Makes a schema that uses one of two schemas: the first if any of the settings is a bucket's URL,
 * valid or not, the second if all are folders.
 *
 * @example
 * const schema = ifBuckets(["PUBLIC_STORE"], s3Server, v.object({}));
 * readSettings(schema, { PUBLIC_STORE: "/srv/photos" }); // { ok: true, value: {} }
 */
export function ifBuckets<Settings, Otherwise>(
	settings: readonly StoreSetting[],
	schema: SettingsSchema<Settings>,
	otherwise: SettingsSchema<Otherwise>,
): SettingsSchema<Settings | Otherwise> {
	return v.lazy((input) => {
		const isBucket = (setting: StoreSetting): boolean =>
			v.is(ENVIRONMENT, input) && isBucketUrl(input[setting]);
		return settings.some(isBucket) ? schema : otherwise;
	});
}

/**
 * Whether a store's setting is meant as a bucket's URL, valid or not, rather than as a folder.
 *
 * @example
 * isBucketUrl("s3://photos"); // true
 * isBucketUrl("/srv/photos"); // false
 */
export function isBucketUrl(text: string | undefined): text is string {
	return text?.includes(":/") ?? false;
}

function parseBucketUrl(text: string | undefined): BucketLocation | null {
	const [, bucket = "", path = ""] = /^s3:\/\/([^/]*)(?:\/(.*))?$/s.exec(text ?? "") ?? [];
	const prefix = withoutTrailingSlashes(path);
	return BUCKET.test(bucket) && PREFIX.test(prefix) ? { bucket, prefix } : null;
}
