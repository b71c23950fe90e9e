import { resolve } from "node:path";
import * as v from "valibot";
import type { WidthBuckets } from "widthwise";
import {
	buckets,
	type Environment,
	ifBuckets,
	integer,
	optionalText,
	requireSettings,
	type SettingsSchema,
	s3Server,
	storeBucket,
	text,
} from "widthwise/settings";

/** The public bucket behind a distribution, and the credentials to read it. */
export type Bucket = {
	readonly bucket: string;
	readonly region: string;
	/** The prefix of all keys, without a trailing slash; may be empty. */
	readonly prefix: string;
	readonly endpoint: string;
	readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
};

/** The settings that are built into the bundles. */
export type BuildSettings = {
	/** The widths of variants, in pixels. */
	readonly buckets: WidthBuckets;
};

/** The settings that nginx's site file depends on. */
export type NginxSettings = BuildSettings & {
	/** The absolute path of the public store's folder; `null` if the store is a bucket. */
	readonly publicFolder: string | null;
	/** Where nginx reaches our server, as `host:port`. */
	readonly server: string;
};

/** The public store behind the local CloudFront. */
export type PublicStore =
	| { readonly kind: "folder"; readonly name: string; readonly folder: string }
	| { readonly kind: "bucket"; readonly name: string; readonly bucket: Bucket };

/** The local CloudFront signs with keys; it does not use profiles or roles. */
const credentials = v.pipe(
	v.object({
		AWS_ACCESS_KEY_ID: optionalText("AWS_ACCESS_KEY_ID"),
		AWS_SECRET_ACCESS_KEY: optionalText("AWS_SECRET_ACCESS_KEY"),
	}),
	v.rawTransform(({ dataset, addIssue, NEVER }) => {
		const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } =
			dataset.value;
		if (accessKeyId && secretAccessKey) return { credentials: { accessKeyId, secretAccessKey } };
		addIssue({ message: "A bucket needs AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY" });
		return NEVER;
	}),
);

const bucketStore = v.pipe(
	v.intersect([s3Server, credentials, v.object({ PUBLIC_STORE: storeBucket("PUBLIC_STORE") })]),
	v.transform(({ PUBLIC_STORE: location, region, endpoint, credentials }): PublicStore => {
		const address = endpoint ?? `https://s3.${region}.amazonaws.com`;
		const bucket = { ...location, region, endpoint: address, credentials };
		return { kind: "bucket", name: `s3://${location.bucket}/${location.prefix}`, bucket };
	}),
);

const folderStore = v.pipe(
	v.object({ DATA_DIR: text("DATA_DIR"), PUBLIC_STORE: optionalText("PUBLIC_STORE") }),
	v.transform(({ DATA_DIR, PUBLIC_STORE }): PublicStore => {
		const folder = PUBLIC_STORE ? resolve(PUBLIC_STORE) : resolve(DATA_DIR, "public");
		return { kind: "folder", name: folder, folder };
	}),
);

const publicStore = ifBuckets(["PUBLIC_STORE"], bucketStore, folderStore);

/** nginx does not read buckets: our server answers for those. */
const publicFolder: SettingsSchema<string | null> = ifBuckets(
	["PUBLIC_STORE"],
	v.pipe(
		v.unknown(),
		v.transform(() => null),
	),
	v.pipe(
		folderStore,
		v.transform((store) => (store.kind === "folder" ? store.folder : null)),
	),
);

const server = v.pipe(
	v.object({ HOST: text("HOST"), PORT: integer("PORT", 1, 65535) }),
	v.transform(({ HOST, PORT }) => `${reachable(HOST)}:${PORT}`),
);

/**
 * Reads the settings for the bundles: `WIDTH_BUCKETS` and `MASTER_EDGE`, as the server reads them.
 *
 * @throws {WidthwiseError} `misconfigured`: with the reason
 *
 * @example
 * readBuildSettings().buckets; // [288, 480, 608, ...]
 */
export function readBuildSettings(environment: Environment = process.env): BuildSettings {
	return requireSettings(buckets, environment);
}

/**
 * Reads the location of the public store, as the server reads it: `PUBLIC_STORE` (a folder, or
 * `s3://bucket/prefix`, with `S3_ENDPOINT` and the usual AWS variables), else the folder `public` in
 * `DATA_DIR`.
 *
 * @throws {WidthwiseError} `misconfigured`: one line for each mistake, all at once
 *
 * @example
 * readPublicStore().name; // "/srv/widthwise/data/public"
 */
export function readPublicStore(environment: Environment = process.env): PublicStore {
	return requireSettings(publicStore, environment);
}

/**
 * Reads the settings that nginx's site file depends on, as the server reads them: `WIDTH_BUCKETS`, `MASTER_EDGE`,
 * `DATA_DIR`, `PUBLIC_STORE`, `HOST` and `PORT`.
 *
 * @throws {WidthwiseError} `misconfigured`: one line for each mistake, all at once
 *
 * @example
 * readNginxSettings().server; // "127.0.0.1:3000"
 */
export function readNginxSettings(environment: Environment = process.env): NginxSettings {
	const settings = v.intersect([
		buckets,
		v.pipe(
			server,
			v.transform((address) => ({ server: address })),
		),
		v.pipe(
			publicFolder,
			v.transform((folder) => ({ publicFolder: folder })),
		),
	]);
	return requireSettings(settings, environment);
}

/** A server that listens on all addresses is reached on this machine's own. */
function reachable(host: string): string {
	if (host === "0.0.0.0") return "127.0.0.1";
	if (host === "::") return "[::1]";
	return host.includes(":") ? `[${host}]` : host;
}
