import { checkKey } from "./key.ts";
import type { ObjectInfo, Store, StoredObject } from "./store.ts";

type Entry = { readonly info: ObjectInfo; readonly bytes: Uint8Array<ArrayBuffer> };

/**
 * A store in memory: for tests, browsers and small tools. Nothing survives the process.
 *
 * @example
 * const store = createMemoryStore();
 * await store.put("photos/ab/master", bytes, { contentType: "image/jpeg" });
 */
export function createMemoryStore(): Store {
	const entries = new Map<string, Entry>();
	const find = (key: string): Entry | undefined => {
		checkKey(key);
		return entries.get(key);
	};
	return {
		async put(key, body, { contentType, metadata = {}, ifAbsent = false }) {
			checkKey(key);
			// A copy: what the caller does with its buffer later must not change the object.
			const bytes = new Uint8Array(
				body instanceof Uint8Array ? body : await new Response(body.stream()).arrayBuffer(),
			);
			if (ifAbsent && entries.has(key)) return false;
			entries.set(key, { bytes, info: { key, size: bytes.length, contentType, metadata } });
			return true;
		},
		async get(key) {
			const entry = find(key);
			return entry ? stored(entry) : null;
		},
		async head(key) {
			return find(key)?.info ?? null;
		},
		async getRange(key, start, end) {
			return find(key)?.bytes.slice(start, end + 1) ?? null;
		},
		async delete(key) {
			checkKey(key);
			entries.delete(key);
		},
		async *list(prefix) {
			for (const key of [...entries.keys()]) if (key.startsWith(prefix)) yield key;
		},
	};
}

function stored({ info, bytes }: Entry): StoredObject {
	return {
		...info,
		bytes: async () => bytes.slice(),
		stream: () => new Blob([bytes]).stream(),
	};
}
