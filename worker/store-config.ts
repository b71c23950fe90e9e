import { join, resolve, sep } from "node:path";
import type { EnvironmentReader } from "./environment.ts";

/** Which S3 server. */
type Server = {
	readonly region: string;
	/** The address of one that is not Amazon's. */
	readonly endpoint: string | undefined;
};

/** Where a store is, and the setting that says so. */
export type StorePlace = { readonly setting: StoreSetting } & (
	| { readonly kind: "folder"; readonly folder: string }
	| (Server & {
			readonly kind: "s3";
			readonly bucket: string;
			/** What keys begin with, without slashes around it; or empty. */
			readonly prefix: string;
	  })
);

/** The settings that name a store. */
export type StoreSetting = "MEDIA_STORE" | "PUBLIC_STORE";

/** Where both stores are. */
export type StorePlaces = { readonly media: StorePlace; readonly publicStore: StorePlace };

/** A server without regions does not look at this one. */
const ANY_SERVER: Server = { region: "us-east-1", endpoint: undefined };

/** S3's rules for a bucket's name, and what other servers allow beyond them. */
const BUCKET = /^[a-zA-Z0-9][a-zA-Z0-9._-]{1,61}[a-zA-Z0-9]$/;

/** The same words as in keys. */
const PREFIX = /^([a-zA-Z0-9_-][a-zA-Z0-9._-]*(\/[a-zA-Z0-9_-][a-zA-Z0-9._-]*)*)?$/;

/**
 * Reads where the stores are: `MEDIA_STORE` and `PUBLIC_STORE` (a folder, or `s3://bucket/prefix` with
 * `S3_ENDPOINT` and `AWS_REGION`); problems are left in the reader. Credentials are the SDK's business.
 *
 * @param dataDir where the folders are that nothing else is said about
 *
 * @example
 * const { media, publicStore } = readStorePlaces(reader, "/srv/widthwise");
 */
export function readStorePlaces(reader: EnvironmentReader, dataDir: string): StorePlaces {
	const isBucket = (setting: StoreSetting) => reader.text(setting)?.includes(":/") ?? false;
	const server =
		isBucket("MEDIA_STORE") || isBucket("PUBLIC_STORE") ? readServer(reader) : ANY_SERVER;
	const media = readPlace(reader, "MEDIA_STORE", join(dataDir, "media"), server);
	const publicStore = readPlace(reader, "PUBLIC_STORE", join(dataDir, "public"), server);
	const [mediaPath, publicPath] = [pathOf(media), pathOf(publicStore)];
	if (mediaPath.startsWith(publicPath) || publicPath.startsWith(mediaPath)) {
		// Originals hold what nobody else may know: a rule that opens one store must not open the other.
		reader.report("MEDIA_STORE and PUBLIC_STORE must not be the same, nor one inside the other");
	}
	return { media, publicStore };
}

function readServer(reader: EnvironmentReader): Server {
	const endpoint = reader.url("S3_ENDPOINT", ["http:", "https:"]);
	const region = reader.text("AWS_REGION");
	const isAmazon = reader.text("S3_ENDPOINT") === undefined;
	if (region === undefined && isAmazon) {
		reader.report("AWS_REGION must name the buckets' region, such as eu-central-1");
	} else if (region !== undefined && !/^[a-z0-9-]+$/.test(region)) {
		reader.report(`AWS_REGION must be a region's name, such as eu-central-1, got ${region}`);
	}
	const [id, secret] = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"] as const;
	if ((reader.text(id) === undefined) !== (reader.text(secret) === undefined)) {
		reader.report(`${id} and ${secret} go together: set both or neither`);
	}
	return { endpoint, region: region ?? ANY_SERVER.region };
}

function readPlace(
	reader: EnvironmentReader,
	setting: StoreSetting,
	defaultFolder: string,
	server: Server,
): StorePlace {
	const text = reader.text(setting);
	if (text === undefined) return { setting, kind: "folder", folder: defaultFolder };
	if (!text.includes(":/")) return { setting, kind: "folder", folder: resolve(text) };
	const [, bucket = "", path = ""] = /^s3:\/\/([^/]*)\/?(.*)$/.exec(text) ?? [];
	const prefix = path.replace(/\/+$/, "");
	if (!BUCKET.test(bucket) || !PREFIX.test(prefix)) {
		reader.report(
			`${setting} must be a folder, or s3://bucket or s3://bucket/prefix of letters, digits, dots, - and _, got ${text}`,
		);
	}
	return { setting, kind: "s3", bucket, prefix, ...server };
}

/** Ends in a separator, so that what begins with it is inside. */
function pathOf(place: StorePlace): string {
	if (place.kind === "folder") return place.folder + sep;
	return `s3://${place.bucket}/${place.prefix}${place.prefix ? "/" : ""}`;
}
