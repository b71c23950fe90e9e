import { GetObjectCommand, NoSuchKey, S3Client, S3ServiceException } from "@aws-sdk/client-s3";
import type { Bucket } from "../settings.ts";
import type { HttpResponse } from "./messages.ts";

/**
 * Makes a function that fetches objects from a bucket as CloudFront does: signed, by their path.
 *
 * @example
 * const fetchObject = createBucketFetch(bucket);
 * (await fetchObject("/photos/<id>/w416.webp")).status; // 200
 */
export function createBucketFetch(bucket: Bucket): (path: string) => Promise<HttpResponse> {
	const { endpoint, region, credentials, prefix } = bucket;
	const client = new S3Client({ endpoint, region, credentials, forcePathStyle: true });
	return async (path) => {
		const Key = prefix === "" ? path.slice(1) : `${prefix}${path}`;
		try {
			const object = await client.send(new GetObjectCommand({ Bucket: bucket.bucket, Key }));
			const body = (await object.Body?.transformToByteArray()) ?? new Uint8Array();
			return { status: 200, headers: headersOf(object), body };
		} catch (error) {
			if (error instanceof NoSuchKey) return failure(404, "NoSuchKey");
			if (!(error instanceof S3ServiceException)) return failure(502, "OriginUnreachable");
			return failure(error.$metadata.httpStatusCode ?? 502, error.name);
		}
	};
}

function headersOf(object: {
	readonly ContentType?: string | undefined;
	readonly CacheControl?: string | undefined;
	readonly ETag?: string | undefined;
	readonly LastModified?: Date | undefined;
}): Record<string, string> {
	const headers = {
		"content-type": object.ContentType,
		"cache-control": object.CacheControl,
		etag: object.ETag,
		"last-modified": object.LastModified?.toUTCString(),
	};
	return Object.fromEntries(Object.entries(headers).flatMap(([k, v]) => (v ? [[k, v]] : [])));
}

function failure(status: number, code: string): HttpResponse {
	const body = new TextEncoder().encode(`<Error><Code>${code}</Code></Error>`);
	return { status, headers: { "content-type": "application/xml" }, body };
}
