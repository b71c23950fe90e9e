import { Sha256 } from "@smithy/core/checksum";
import { buildQueryString } from "@smithy/core/protocols";
import { SignatureV4 } from "@smithy/signature-v4";
import type { S3Credentials } from "widthwise/store/s3";
import { addressOf, escapeKey, type S3Bucket } from "./address.ts";

/** A request to an S3 bucket. */
export type S3Request = {
	readonly method: "GET" | "HEAD" | "PUT" | "DELETE";
	/** The object's key; empty for the bucket. */
	readonly key: string;
	readonly query?: Readonly<Record<string, string>>;
	/** Names in lower case. */
	readonly headers?: Readonly<Record<string, string>>;
	readonly body?: Uint8Array;
};

/** A request that can be sent. */
export type SignedRequest = {
	readonly protocol: string;
	readonly hostname: string;
	readonly port?: number;
	readonly method: string;
	/** With the query. */
	readonly path: string;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: Uint8Array | undefined;
};

/**
 * Makes the function that signs requests to an S3 bucket, with AWS's own signer: the SDK's, without
 * the rest of it. The signature covers the body.
 *
 * @param credentials called for each request
 *
 * @example
 * const sign = createSign({ bucket: "photos", region: "eu-central-1" }, readCredentials);
 * await sign({ method: "HEAD", key: "photos/ab/master" });
 */
export function createSign(
	bucket: S3Bucket,
	credentials: () => S3Credentials,
): (request: S3Request) => Promise<SignedRequest> {
	const { path, host, ...server } = addressOf(bucket);
	const signer = new SignatureV4({
		service: "s3",
		region: bucket.region,
		sha256: Sha256,
		credentials: async () => credentials(),
		// S3's keys are escaped once, other services' paths twice.
		uriEscapePath: false,
		applyChecksum: true,
	});
	return async ({ method, key, query = {}, headers = {}, body }) => {
		const length = body && { "content-length": String(body.length) };
		const signed = await signer.sign({
			...server,
			method,
			path: path + escapeKey(key),
			query: { ...query },
			headers: { ...headers, ...length, host },
			body,
		});
		const search = buildQueryString(query);
		return {
			...server,
			method,
			path: search === "" ? signed.path : `${signed.path}?${search}`,
			headers: signed.headers,
			body,
		};
	};
}
