import { escapeUri } from "@smithy/core/protocols";

/** The location of an S3 bucket. */
export type S3Bucket = {
	readonly bucket: string;
	readonly region: string;
	/** The URL of an S3 server other than Amazon's. Requests to it are path-style: `/bucket/key`. */
	readonly endpoint?: string | undefined;
};

/** Where requests to an S3 bucket go. */
export type S3Address = {
	readonly protocol: string;
	readonly hostname: string;
	/** Left out if it is the protocol's own. */
	readonly port?: number;
	/** The `Host` header. */
	readonly host: string;
	/** The escaped path of the bucket, with a slash at its end; an escaped key follows. */
	readonly path: string;
};

/**
 * Returns the address of an S3 bucket. Amazon's buckets have a host name each, unless their names
 * contain dots, which its certificates do not cover.
 *
 * @example
 * addressOf({ bucket: "photos", region: "eu-central-1" }).hostname; // "photos.s3.eu-central-1.amazonaws.com"
 */
export function addressOf({ bucket, region, endpoint }: S3Bucket): S3Address {
	const domain = region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com";
	const url = new URL(endpoint ?? `https://s3.${region}.${domain}`);
	const hasOwnName = endpoint === undefined && !bucket.includes(".");
	const name = hasOwnName ? `${bucket}.` : "";
	return {
		protocol: url.protocol,
		// Node's client wants an IPv6 address without the brackets of URLs.
		hostname: name + url.hostname.replace(/^\[|\]$/g, ""),
		...(url.port !== "" && { port: Number(url.port) }),
		host: name + url.host,
		path: hasOwnName ? "/" : `${url.pathname.replace(/\/$/, "")}/${escapeUri(bucket)}/`,
	};
}

/**
 * Escapes a key for a path: everything but letters, digits, `-._~` and the slashes.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
 *
 * @example
 * escapeKey("my site/a+b"); // "my%20site/a%2Bb"
 */
export function escapeKey(key: string): string {
	return key.split("/").map(escapeUri).join("/");
}
