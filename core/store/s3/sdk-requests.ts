import {
	DeleteObjectCommand,
	GetObjectCommand,
	HeadObjectCommand,
	ListObjectsV2Command,
} from "@aws-sdk/client-s3";
import { createSendRequest, type S3Connection } from "./connection.ts";
import { formatRange, type S3Headers, type S3Requests } from "./requests.ts";
import { upload } from "./upload.ts";

/**
 * Sends a store's requests with the SDK's client. Files over 5 MB are sent in parts.
 *
 * @example
 * const requests = createSdkRequests("photos", { region: "eu-central-1" });
 * (await requests.head("public/photos/ab/master")).size;
 */
export function createSdkRequests(Bucket: string, connection: S3Connection): S3Requests {
	const sendRequest = createSendRequest(connection);
	return {
		async head(Key) {
			const command = new HeadObjectCommand({ Bucket, Key });
			return headersOf(await sendRequest((client, limits) => client.send(command, limits)));
		},
		async get(Key, range, IfMatch) {
			const Range = range ? formatRange(range) : undefined;
			const command = new GetObjectCommand({ Bucket, Key, Range, IfMatch });
			const output = await sendRequest((client, limits) => client.send(command, limits));
			return { ...headersOf(output), body: output.Body };
		},
		async put(Key, body, { contentType, metadata = {}, cacheControl, ifAbsent }) {
			const target = {
				Bucket,
				Key,
				ContentType: contentType,
				Metadata: { ...metadata },
				CacheControl: cacheControl,
				IfNoneMatch: ifAbsent ? ("*" as const) : undefined,
			};
			await upload(sendRequest, target, body);
		},
		async delete(Key) {
			const command = new DeleteObjectCommand({ Bucket, Key });
			await sendRequest((client, limits) => client.send(command, limits));
		},
		async list(Prefix, ContinuationToken) {
			const command = new ListObjectsV2Command({ Bucket, Prefix, ContinuationToken });
			const page = await sendRequest((client, limits) => client.send(command, limits));
			const keys = (page.Contents ?? []).flatMap(({ Key }) => Key ?? []);
			return { keys, continuation: page.NextContinuationToken };
		},
	};
}

function headersOf(output: {
	readonly ContentLength?: number | undefined;
	readonly ContentType?: string | undefined;
	readonly ETag?: string | undefined;
	readonly Metadata?: Record<string, string> | undefined;
}): S3Headers {
	return {
		size: output.ContentLength,
		contentType: output.ContentType,
		etag: output.ETag,
		metadata: output.Metadata,
	};
}
