/**
 * A store in a bucket of Amazon S3 or a compatible server.
 *
 * @module
 */

import {
	DeleteObjectCommand,
	GetObjectCommand,
	HeadObjectCommand,
	ListObjectsV2Command,
} from "@aws-sdk/client-s3";
import { checkText } from "../../arguments/check-part.ts";
import { trimSlashes } from "../../arguments/trim-slashes.ts";
import { WidthwiseError } from "../../errors.ts";
import { checkKey } from "../key.ts";
import type { ObjectInfo, Store } from "../store.ts";
import { ignoreErrors, readAll, type S3Body, streamOf } from "./body.ts";
import { createSendRequest, type S3Connection } from "./connection.ts";
import { nameOf, s3Failure, statusOf } from "./error.ts";
import { putObject } from "./put.ts";

export {
	RESPONSE_TIMEOUT_MS,
	type S3Connection,
	type S3Credentials,
	s3ClientOptions,
} from "./connection.ts";
export { isSetupFailure, s3Failure } from "./error.ts";

/** The location of a store on a server, and how caches may store its objects. */
export type S3StoreOptions = S3Connection & {
	readonly bucket: string;
	/** The prefix of all keys, such as `site/public`, like a folder. Default: none. */
	readonly prefix?: string | undefined;
	/** The `Cache-Control` header of every object, for readers behind a CDN. Default: none. */
	readonly cacheControl?: string | undefined;
};

/** The headers of a response about an object. */
type ObjectHeaders = {
	readonly ContentLength?: number | undefined;
	readonly ContentType?: string | undefined;
	readonly ETag?: string | undefined;
	readonly Metadata?: Record<string, string> | undefined;
};

/** The bytes to read, both ends included; without `end`, all from `start`. */
type Range = { readonly start: number; readonly end?: number };

/**
 * Makes a store in a bucket of Amazon S3 or of a compatible server. Files over 5 MB are sent in
 * parts, with at most 20 MB of them in memory. Failed requests are retried, and interrupted
 * downloads are continued. All requests have a time limit. The credentials need the permission to
 * list the bucket: without it, S3 does not distinguish a missing object from a forbidden one.
 *
 * `ifAbsent` is sent as `If-None-Match: *`, so the server decides. On servers that do not support
 * it for uploads in parts, two simultaneous uploads of the same object may both succeed.
 *
 * @throws {WidthwiseError} `invalid-argument` without a bucket; from the store's functions:
 *   `unavailable`, or `misconfigured` if credentials, bucket or region are wrong
 *
 * @example
 * const store = createS3Store({ bucket: "photos", prefix: "public", region: "eu-central-1" });
 * await store.put("photos/ab/master", Uint8Array.of(1, 2), { contentType: "image/jpeg" });
 */
export function createS3Store(options: S3StoreOptions): Store {
	checkText(options.bucket, "bucket must be the name of a bucket");
	const sendRequest = createSendRequest(options);
	const Bucket = options.bucket;
	const base = baseOf(options.prefix);

	function locate(key: string): { readonly Bucket: string; readonly Key: string } {
		checkKey(key);
		return { Bucket, Key: base + key };
	}
	function request(key: string, range: Range | null, IfMatch?: string) {
		const Range = range ? `bytes=${range.start}-${range.end ?? ""}` : undefined;
		const command = new GetObjectCommand({ ...locate(key), Range, IfMatch });
		return sendRequest((client, limits) => client.send(command, limits));
	}
	async function open(
		key: string,
		range: Range | null,
	): Promise<{ readonly info: ObjectInfo; readonly body: S3Body } | null> {
		const response = await orNull(request(key, range));
		if (!response) return null;
		const info = infoOf(key, response);
		const start = range?.start ?? 0;
		const body: S3Body = {
			size: info.size,
			first: ignoreErrors(response.Body),
			async requestRest(offset) {
				const rest = { ...range, start: start + offset };
				const next = await orNull(request(key, rest, response.ETag));
				if (next) return next.Body;
				throw new WidthwiseError("not-found", "The object was deleted meanwhile");
			},
		};
		return { info, body };
	}
	async function head(key: string): Promise<ObjectInfo | null> {
		const command = new HeadObjectCommand(locate(key));
		const response = await orNull(sendRequest((client, limits) => client.send(command, limits)));
		return response && infoOf(key, response);
	}
	return {
		head,
		async put(key, body, { contentType, metadata = {}, ifAbsent = false }) {
			const target = {
				...locate(key),
				ContentType: contentType,
				Metadata: { ...metadata },
				CacheControl: options.cacheControl,
				IfNoneMatch: ifAbsent ? ("*" as const) : undefined,
			};
			return putObject(sendRequest, target, body, async () => (await head(key)) !== null);
		},
		async get(key) {
			const opened = await open(key, null);
			if (!opened) return null;
			const { info, body } = opened;
			return { ...info, bytes: () => readAll(body), stream: () => streamOf(body) };
		},
		async getRange(key, start, end) {
			try {
				const opened = await open(key, { start, end });
				return opened && (await readAll(opened.body));
			} catch (error) {
				// "Range not satisfiable": the object ends before `start`.
				if (error instanceof WidthwiseError && statusOf(error.cause) === 416) {
					return new Uint8Array(0);
				}
				throw error;
			}
		},
		async delete(key) {
			const command = new DeleteObjectCommand(locate(key));
			await orNull(sendRequest((client, limits) => client.send(command, limits)));
		},
		async *list(prefix) {
			let ContinuationToken: string | undefined;
			do {
				const command = new ListObjectsV2Command({
					Bucket,
					Prefix: base + prefix,
					ContinuationToken,
				});
				const page = await sendRequest((client, limits) => client.send(command, limits)).catch(
					(error: unknown) => {
						throw s3Failure(error);
					},
				);
				for (const { Key } of page.Contents ?? []) {
					// Skips the empty "folders" that web consoles create.
					if (Key && !Key.endsWith("/")) yield Key.slice(base.length);
				}
				ContinuationToken = page.NextContinuationToken;
			} while (ContinuationToken);
		},
	};
}

function baseOf(prefix = ""): string {
	const inner = trimSlashes(prefix);
	return inner === "" ? "" : `${inner}/`;
}

function infoOf(key: string, headers: ObjectHeaders): ObjectInfo {
	const { ContentLength: size } = headers;
	if (size === undefined) {
		throw new WidthwiseError("unavailable", "The store does not report the size of the object");
	}
	return {
		key,
		size,
		contentType: headers.ContentType ?? "application/octet-stream",
		metadata: headers.Metadata ?? {},
		version: headers.ETag,
	};
}

/**
 * The names of errors for a missing object: S3's, and the SDK's for HEAD, whose response has no
 * body.
 */
const MISSING_OBJECT: ReadonlySet<string> = new Set(["NoSuchKey", "NotFound"]);

async function orNull<Value>(pending: Promise<Value>): Promise<Value | null> {
	try {
		return await pending;
	} catch (error) {
		if (MISSING_OBJECT.has(nameOf(error))) return null;
		throw s3Failure(error);
	}
}
