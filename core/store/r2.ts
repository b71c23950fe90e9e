/**
 * A store in a bucket of Cloudflare R2, for Workers that have the bucket as a binding.
 *
 * @module
 */
import { checkPart, checkText } from "../arguments/check-part.ts";
import { trimSlashes } from "../arguments/trim-slashes.ts";
import { WidthwiseError } from "../errors.ts";
import { checkKey } from "./key.ts";
import type { ObjectInfo, Store } from "./store.ts";

/** An object in R2, without its bytes: the fields that the store reads of an `R2Object`. */
export type R2ObjectHead = {
	/** Bytes. */
	readonly size: number;
	/** Changes whenever the object is replaced. */
	readonly version: string;
	readonly httpMetadata?: { readonly contentType?: string | undefined } | undefined;
	readonly customMetadata?: Readonly<Record<string, string>> | undefined;
};

/** An object in R2 with its bytes: the fields that the store reads of an `R2ObjectBody`. */
export type R2ObjectWithBody = R2ObjectHead & {
	readonly body: ReadableStream<Uint8Array>;
	/** Reads all bytes. */
	arrayBuffer(): Promise<ArrayBuffer>;
};

/** What the store calls of a bucket's binding. An `R2Bucket` of Cloudflare's types is one. */
export type R2Binding = {
	/** Resolves to `null` if there is no such object. */
	head(key: string): Promise<R2ObjectHead | null>;
	/** Resolves to `null` if there is no such object. */
	get(
		key: string,
		options?: { readonly range: { readonly offset: number; readonly length: number } },
	): Promise<R2ObjectWithBody | null>;
	/** Resolves to `null` if the condition is not met. */
	put(
		key: string,
		value: Uint8Array,
		options: {
			readonly httpMetadata: { readonly contentType: string; readonly cacheControl?: string };
			readonly customMetadata: Record<string, string>;
			readonly onlyIf?: Headers;
		},
	): Promise<R2ObjectHead | null>;
	/** Also if there is no such object. */
	delete(key: string): Promise<void>;
	/** Lists a page of objects whose keys start with a prefix. */
	list(options: { readonly prefix: string; readonly cursor?: string }): Promise<{
		readonly objects: readonly { readonly key: string }[];
		readonly truncated: boolean;
		readonly cursor?: string;
	}>;
};

/** Where the objects of a store are. */
export type R2StoreOptions = {
	/** A binding of a bucket, such as `env.PHOTOS`. */
	readonly bucket: R2Binding;
	/** The prefix of all keys, such as `site/public`, like a folder. Default: none. */
	readonly prefix?: string | undefined;
	/** The `Cache-Control` of every object, for readers of a bucket with a public address. Default: none. */
	readonly cacheControl?: string | undefined;
};

const EMPTY = { arrayBuffer: async () => new ArrayBuffer(0) };

/**
 * Makes a store in a bucket of Cloudflare R2, by the binding that a Worker has of it. What the S3 store
 * wrote to the same bucket with R2's S3 API, it reads, and the other way round: content types and metadata
 * are the same. A local file is read into memory before it is stored.
 *
 * @throws {WidthwiseError} `invalid-argument` without a binding; from the store's functions:
 *   `unavailable`
 *
 * @example
 * function storeOf(env: { PHOTOS: R2Binding }) {
 *   return createR2Store({ bucket: env.PHOTOS, prefix: "public" });
 * }
 */
export function createR2Store(options: R2StoreOptions): Store {
	const { bucket, prefix = "", cacheControl } = options;
	checkPart(bucket, ["get", "put"], "bucket must be a binding of an R2 bucket, such as env.PHOTOS");
	if (prefix !== "") checkText(prefix, "prefix must be the start of all keys");
	const inner = trimSlashes(prefix);
	const base = inner === "" ? "" : `${inner}/`;

	async function at<Result>(
		key: string,
		request: (name: string) => Promise<Result>,
	): Promise<Result> {
		checkKey(key);
		try {
			return await request(base + key);
		} catch (error) {
			throw unavailable(error);
		}
	}

	return {
		async put(key, body, { contentType, metadata = {}, ifAbsent = false }) {
			// The length of a stream is not known to R2, which needs it.
			const bytes =
				body instanceof Uint8Array
					? body
					: new Uint8Array(await new Response(body.stream()).arrayBuffer());
			const stored = await at(key, (name) =>
				bucket.put(name, bytes, {
					httpMetadata: { contentType, ...(cacheControl && { cacheControl }) },
					customMetadata: { ...metadata },
					...(ifAbsent && { onlyIf: new Headers({ "If-None-Match": "*" }) }),
				}),
			);
			return stored !== null;
		},
		async get(key) {
			const object = await at(key, (name) => bucket.get(name));
			if (!object) return null;
			const bytes = () => at(key, async () => new Uint8Array(await object.arrayBuffer()));
			return { ...infoOf(key, object), bytes, stream: () => object.body };
		},
		async head(key) {
			const object = await at(key, (name) => bucket.head(name));
			return object && infoOf(key, object);
		},
		getRange: (key, start, end) =>
			at(key, async (name) => {
				const range = { offset: start, length: end - start + 1 };
				const object = await bucket.get(name, { range }).catch(async (error: unknown) => {
					const whole = await bucket.head(name);
					// R2 refuses ranges that begin behind the end.
					if (whole && start >= whole.size) return EMPTY;
					throw error;
				});
				return object && new Uint8Array(await object.arrayBuffer());
			}),
		delete: (key) => at(key, (name) => bucket.delete(name)),
		async *list(prefix) {
			let cursor: string | undefined;
			do {
				const options = { prefix: base + prefix, ...(cursor && { cursor }) };
				const page = await bucket.list(options).catch((error: unknown) => {
					throw unavailable(error);
				});
				// Skips the empty "folders" that web consoles create.
				for (const { key } of page.objects) if (!key.endsWith("/")) yield key.slice(base.length);
				cursor = page.truncated ? page.cursor : undefined;
			} while (cursor);
		},
	};
}

function infoOf(key: string, object: R2ObjectHead): ObjectInfo {
	return {
		key,
		size: object.size,
		contentType: object.httpMetadata?.contentType ?? "application/octet-stream",
		metadata: object.customMetadata ?? {},
		version: object.version,
	};
}

function unavailable(cause: unknown): WidthwiseError {
	const message = "The store does not answer: try again in a moment";
	return new WidthwiseError("unavailable", message, { cause });
}
