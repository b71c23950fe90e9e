import { checkKey, checkPrefix } from "./key.ts";
import type { ObjectInfo, Store, StoredObject } from "./store.ts";

type Entry = { readonly info: ObjectInfo; readonly bytes: Uint8Array<ArrayBuffer> };

/**
 * Makes a store in memory, for tests, browsers and small tools. Objects are lost when the process
 * ends.
 *
 * @throws {WidthwiseError} from its functions: `internal` for a key that is not valid
 *
 * @example
 * const store = createMemoryStore();
 * await store.put("photos/ab/master", Uint8Array.of(1, 2), { contentType: "image/jpeg" });
 * (await store.head("photos/ab/master"))?.size; // 2
 */
export function createMemoryStore(): Store {
	const entries = new Map<string, Entry>();
	const find = (key: string): Entry | undefined => {
		checkKey(key);
		return entries.get(key);
	};
	return {
		async put(key, body, { contentType, metadata = {}, ifAbsent = false, beside }) {
			checkKey(key);
			// A copy: the caller may change its buffer later.
			const bytes = new Uint8Array(
				body instanceof Uint8Array ? body : await new Response(body.stream()).arrayBuffer(),
			);
			if (ifAbsent && entries.has(key)) return false;
			if (beside !== undefined && !find(beside)) return false;
			const version = crypto.randomUUID();
			const info = { key, size: bytes.length, contentType, metadata, version };
			entries.set(key, { bytes, info });
			return true;
		},
		async get(key) {
			const entry = find(key);
			return entry ? storedObject(entry) : null;
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
		async deleteAll(prefix) {
			checkPrefix(prefix);
			for (const key of [...entries.keys()]) if (key.startsWith(prefix)) entries.delete(key);
		},
		async *list(prefix) {
			for (const key of [...entries.keys()]) if (key.startsWith(prefix)) yield key;
		},
	};
}

function storedObject({ info, bytes }: Entry): StoredObject {
	return {
		...info,
		bytes: async () => bytes.slice(),
		stream: () => new Blob([bytes]).stream(),
	};
}
