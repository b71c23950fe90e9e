import {
	DeleteObjectCommand,
	GetObjectCommand,
	HeadObjectCommand,
	ListObjectsV2Command,
} from "@aws-sdk/client-s3";
import { WidthwiseError } from "../../errors.ts";
import { checkKey } from "../key.ts";
import type { ObjectInfo, Store } from "../store.ts";
import { held, readAll, type S3Body, streamOf } from "./body.ts";
import { createSendRequest, type S3Connection } from "./connection.ts";
import { nameOf, s3Failure, statusOf } from "./error.ts";
import { putObject } from "./put.ts";

export { ANSWER_WITHIN, s3ClientOptions } from "./connection.ts";
export { isSetupFailure, s3Failure } from "./error.ts";

/** Which part of which server a store is, and how caches may keep its objects. */
export type S3StoreOptions = S3Connection & {
	readonly bucket: string;
	/** The start of all keys, such as `site/public`, like a folder; without it the whole bucket. */
	readonly prefix?: string | undefined;
	/** `Cache-Control` of every object, for those who read them through a CDN. */
	readonly cacheControl?: string | undefined;
};

/** What S3 answers about an object. */
type Answer = {
	readonly ContentLength?: number | undefined;
	readonly ContentType?: string | undefined;
	readonly Metadata?: Record<string, string> | undefined;
};

/** The bytes wanted, both ends included; `end` is open where there is none. */
type Range = { readonly start: number; readonly end?: number };

/**
 * A store in a bucket of Amazon S3, or of a server that speaks its language. Large files are sent in
 * parts, through 20 MB of memory; a request that fails is repeated, a body that breaks off continued;
 * nothing waits for ever. The credentials need permission to list the bucket: without it, S3 does not
 * tell an absent object from a forbidden one.
 *
 * The server decides about `ifAbsent` (`If-None-Match`). Where it cannot do that for what is sent in
 * parts, an object that two write at the same moment is written twice.
 *
 * @param options.endpoint of a server that is not Amazon's
 *
 * @example
 * const store = createS3Store({ bucket: "photos", prefix: "public", region: "eu-central-1" });
 * await store.put("photos/ab/master", bytes, { contentType: "image/jpeg" });
 */
export function createS3Store(options: S3StoreOptions): Store {
	const ask = createSendRequest(options);
	const Bucket = options.bucket;
	const base = baseOf(options.prefix);

	function placeOf(key: string): { readonly Bucket: string; readonly Key: string } {
		checkKey(key);
		return { Bucket, Key: base + key };
	}
	function request(key: string, range: Range | null, IfMatch?: string) {
		const Range = range ? `bytes=${range.start}-${range.end ?? ""}` : undefined;
		const command = new GetObjectCommand({ ...placeOf(key), Range, IfMatch });
		return ask((client, limits) => client.send(command, limits));
	}
	async function open(
		key: string,
		range: Range | null,
	): Promise<{ readonly info: ObjectInfo; readonly body: S3Body } | null> {
		const answer = await orNull(request(key, range));
		if (!answer) return null;
		const info = infoOf(key, answer);
		const start = range?.start ?? 0;
		const body: S3Body = {
			size: info.size,
			first: held(answer.Body),
			async requestRest(offset) {
				const rest = { ...range, start: start + offset };
				const next = await orNull(request(key, rest, answer.ETag));
				if (next) return next.Body;
				throw new WidthwiseError("not-found", "The object was deleted meanwhile");
			},
		};
		return { info, body };
	}
	async function head(key: string): Promise<ObjectInfo | null> {
		const command = new HeadObjectCommand(placeOf(key));
		const answer = await orNull(ask((client, limits) => client.send(command, limits)));
		return answer && infoOf(key, answer);
	}
	return {
		head,
		async put(key, body, { contentType, metadata = {}, ifAbsent = false }) {
			const target = {
				...placeOf(key),
				ContentType: contentType,
				Metadata: { ...metadata },
				CacheControl: options.cacheControl,
				IfNoneMatch: ifAbsent ? ("*" as const) : undefined,
			};
			return putObject(ask, target, body, async () => (await head(key)) !== null);
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
				// "Range not satisfiable": there is an object, which ends before.
				if (error instanceof WidthwiseError && statusOf(error.cause) === 416) {
					return new Uint8Array(0);
				}
				throw error;
			}
		},
		async delete(key) {
			const command = new DeleteObjectCommand(placeOf(key));
			await orNull(ask((client, limits) => client.send(command, limits)));
		},
		async *list(prefix) {
			let ContinuationToken: string | undefined;
			do {
				const command = new ListObjectsV2Command({
					Bucket,
					Prefix: base + prefix,
					ContinuationToken,
				});
				const page = await ask((client, limits) => client.send(command, limits)).catch(
					(error: unknown) => {
						throw s3Failure(error);
					},
				);
				for (const { Key } of page.Contents ?? []) {
					// An empty "folder" that a web console made is no object of ours.
					if (Key && !Key.endsWith("/")) yield Key.slice(base.length);
				}
				ContinuationToken = page.NextContinuationToken;
			} while (ContinuationToken);
		},
	};
}

function baseOf(prefix = ""): string {
	const inner = prefix.replace(/^\/+|\/+$/g, "");
	return inner === "" ? "" : `${inner}/`;
}

function infoOf(key: string, answer: Answer): ObjectInfo {
	const { ContentLength: size } = answer;
	if (size === undefined) {
		throw new WidthwiseError("unavailable", "The store does not say how large the object is");
	}
	return {
		key,
		size,
		contentType: answer.ContentType ?? "application/octet-stream",
		metadata: answer.Metadata ?? {},
	};
}

/** The SDK's names for "no such key"; that of HEAD, whose answer has no body, is its own. */
const ABSENT: ReadonlySet<string> = new Set(["NoSuchKey", "NotFound"]);

async function orNull<Value>(pending: Promise<Value>): Promise<Value | null> {
	try {
		return await pending;
	} catch (error) {
		if (ABSENT.has(nameOf(error))) return null;
		throw s3Failure(error);
	}
}
