/**
 * Originals in a store, such as a bucket of S3, for `createImageHandler`.
 *
 * @module
 */

import { checkPart } from "../arguments/check-part.ts";
import { contentHash } from "../photo/content-hash.ts";
import { isKey } from "../store/key.ts";
import type { ObjectInfo, Store } from "../store/store.ts";
import { originalReplaced, originalTooLarge } from "./errors.ts";
import type { Source } from "./source.ts";

/** What a source needs of a store. */
export type ReadableStore = Pick<Store, "head" | "get">;

/**
 * Makes a source of the objects in a store, such as a bucket of S3. An object's key after the prefix is
 * its id. Objects without a version are read whole whenever they are looked up.
 *
 * @param options.prefix the start of the keys, with its slash: `originals/`; default: none
 *
 * @throws {WidthwiseError} `invalid-argument` for what is no store; from its functions: what the
 *   store throws, `file-too-large`, or `busy` if an object was replaced
 *
 * @example
 * const source = createStoreSource({ store: createMemoryStore(), prefix: "originals/" });
 * await source.find("a.jpg"); // null, unless there is an object `originals/a.jpg`
 */
export function createStoreSource(options: {
	readonly store: ReadableStore;
	readonly prefix?: string | undefined;
}): Source {
	const { store, prefix = "" } = options;
	checkPart(store, ["head", "get"], "store must be a store, such as createS3Store()");
	return {
		async find(id) {
			const key = prefix + id;
			const info = isKey(key) ? await store.head(key) : null;
			if (!info) return null;
			const version = info.version ?? (await hashOf(store, info));
			return { version, read: (maxBytes) => read(store, info, maxBytes) };
		},
	};
}

async function hashOf(store: ReadableStore, info: ObjectInfo): Promise<string> {
	return contentHash(await read(store, info, info.size));
}

async function read(
	store: ReadableStore,
	info: ObjectInfo,
	maxBytes: number,
): Promise<Uint8Array<ArrayBuffer>> {
	if (info.size > maxBytes) throw originalTooLarge(maxBytes);
	const object = await store.get(info.key);
	if (object?.version !== info.version || object?.size !== info.size) throw originalReplaced();
	return object.bytes();
}
