import { trimSlashes } from "../../arguments/trim-slashes.ts";
import { WidthwiseError } from "../../errors.ts";
import { checkKey } from "../key.ts";
import type { ObjectInfo, Store } from "../store.ts";
import { ignoreErrors, readAll, type S3Body, streamOf } from "./body.ts";
import { nameOf, s3Failure, statusOf } from "./error.ts";
import { putObject } from "./put.ts";
import type { S3Headers, S3Range, S3Requests } from "./requests.ts";

/**
 * Makes a store in an S3 bucket, on any client of S3. Interrupted downloads are continued.
 *
 * @param options.prefix the prefix of all keys, such as `site/public`, like a folder
 * @param options.cacheControl the `Cache-Control` header of every object
 *
 * @throws {WidthwiseError} from the store's functions: `unavailable`, or `misconfigured` if
 *   credentials, bucket or region are wrong
 *
 * @example
 * const store = createStoreOnRequests(requests, { prefix: "public" });
 */
export function createStoreOnRequests(
	requests: S3Requests,
	options: {
		readonly prefix?: string | undefined;
		readonly cacheControl?: string | undefined;
	},
): Store {
	const { cacheControl } = options;
	const base = baseOf(options.prefix);

	function fullKey(key: string): string {
		checkKey(key);
		return base + key;
	}
	async function open(
		key: string,
		range: S3Range | null,
	): Promise<{ readonly info: ObjectInfo; readonly body: S3Body } | null> {
		const full = fullKey(key);
		const response = await orNull(requests.get(full, range));
		if (!response) return null;
		const info = infoOf(key, response);
		const start = range?.start ?? 0;
		const body: S3Body = {
			size: info.size,
			first: ignoreErrors(response.body),
			async requestRest(offset) {
				const rest = { ...range, start: start + offset };
				const next = await orNull(requests.get(full, rest, response.etag));
				if (next) return next.body;
				throw new WidthwiseError("not-found", "The object was deleted meanwhile");
			},
		};
		return { info, body };
	}
	async function head(key: string): Promise<ObjectInfo | null> {
		const headers = await orNull(requests.head(fullKey(key)));
		return headers && infoOf(key, headers);
	}
	return {
		head,
		async put(key, body, options) {
			const exists = async (): Promise<boolean> => (await head(key)) !== null;
			return putObject(requests, fullKey(key), body, { ...options, cacheControl }, exists);
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
			await orNull(requests.delete(fullKey(key)));
		},
		async *list(prefix) {
			let continuation: string | undefined;
			do {
				const page = await requests.list(base + prefix, continuation).catch((error: unknown) => {
					throw s3Failure(error);
				});
				for (const key of page.keys) {
					// Skips the empty "folders" that web consoles create.
					if (!key.endsWith("/")) yield key.slice(base.length);
				}
				continuation = page.continuation;
			} while (continuation);
		},
	};
}

function baseOf(prefix = ""): string {
	const inner = trimSlashes(prefix);
	return inner === "" ? "" : `${inner}/`;
}

function infoOf(key: string, { size, contentType, etag, metadata }: S3Headers): ObjectInfo {
	if (size === undefined) {
		throw new WidthwiseError("unavailable", "The store does not report the size of the object");
	}
	return {
		key,
		size,
		contentType: contentType ?? "application/octet-stream",
		metadata: metadata ?? {},
		version: etag,
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
