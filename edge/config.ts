import { resolve } from "node:path";
import { DEFAULT_BUCKETS, parseBuckets, type WidthBuckets } from "widthwise";
import type { Bucket } from "./cloudfront/bucket.ts";

/** What the bundles are built with. */
export type BuildConfig = {
	/** The widths that are cut, in pixels. */
	readonly buckets: WidthBuckets;
};

/** The public store that the local CloudFront stands in front of. */
export type PublicStore =
	| { readonly kind: "folder"; readonly name: string; readonly folder: string }
	| { readonly kind: "bucket"; readonly name: string; readonly bucket: Bucket };

/**
 * Reads what the bundles are to be built with from the environment: `WIDTH_BUCKETS`, the same as the
 * server's.
 *
 * @throws {Error} saying what is wrong with it
 *
 * @example
 * readBuildConfig().buckets; // [288, 480, 608, ...]
 */
export function readBuildConfig(environment = process.env): BuildConfig {
	const list = environment.WIDTH_BUCKETS;
	if (list === undefined || list === "") return { buckets: DEFAULT_BUCKETS };
	const parsed = parseBuckets(list);
	if (!parsed.ok) throw new Error(`WIDTH_BUCKETS: ${parsed.message}`);
	return { buckets: parsed.value };
}

/**
 * Reads where the public store is, from the same variables as the server: `PUBLIC_STORE` (a folder, or
 * `s3://bucket/prefix`, with `S3_ENDPOINT` and the usual AWS variables), else the folder `public` in
 * `DATA_DIR`.
 *
 * @throws {Error} saying what is missing
 *
 * @example
 * readPublicStore().name; // "/srv/widthwise/data/public"
 */
export function readPublicStore(environment = process.env): PublicStore {
	const name = environment.PUBLIC_STORE;
	if (!name?.includes(":/")) {
		const folder = name ? resolve(name) : resolve(environment.DATA_DIR || "data", "public");
		return { kind: "folder", name: folder, folder };
	}
	const [, bucket, prefix = ""] = /^s3:\/\/([^/]+)\/?(.*?)\/?$/.exec(name) ?? [];
	if (!bucket) throw new Error(`PUBLIC_STORE must be a folder or s3://bucket/prefix, got ${name}`);
	const region = environment.AWS_REGION || "us-east-1";
	const endpoint = environment.S3_ENDPOINT || `https://s3.${region}.amazonaws.com`;
	const accessKeyId = environment.AWS_ACCESS_KEY_ID ?? "";
	const secretAccessKey = environment.AWS_SECRET_ACCESS_KEY ?? "";
	if (!accessKeyId || !secretAccessKey) {
		throw new Error("A bucket needs AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY");
	}
	const credentials = { accessKeyId, secretAccessKey };
	return { kind: "bucket", name, bucket: { bucket, region, prefix, endpoint, credentials } };
}
