import { LRUCache } from "lru-cache";

/** A cached answer: what it is, how large, and between which moments it may be used. */
export type CacheEntry<Value> = {
	readonly value: Value;
	/** What it counts against the cache's size. */
	readonly bytes: number;
	/** When it left the origin, in milliseconds: the `Age` header counts from here. */
	readonly fetchedAtMs: number;
	/** From this moment on it is a miss, in milliseconds. */
	readonly expiresAtMs: number;
};

/** One cache: a point of presence's, or a region's. */
export type Cache<Value> = {
	/** The entry if it is there and still fresh; it becomes the most recently used. */
	lookup(key: string, nowMs: number): CacheEntry<Value> | null;
	/** Keeps an entry, pushing out the least recently used; one larger than the cache is not kept. */
	store(key: string, entry: CacheEntry<Value>): void;
	/** Drops what an invalidation path names: a key, or all that start with what is before its last `*`. */
	invalidate(path: string): void;
	/** Bytes in use. */
	readonly usedBytes: number;
	/** Entries held, the expired ones that nobody asked for since included. */
	readonly entries: number;
};

/**
 * A cache as CloudFront keeps one: least recently used by bytes, with a time to live. It has no clock:
 * whoever asks says what time it is, so that a day of requests can be replayed in a second. What
 * expired is a plain miss: revalidation is not modelled, because our objects never change.
 *
 * @param options.maxBytes its size; `Infinity` for no limit
 *
 * @example
 * const cache = createCache<string>({ maxBytes: 1e9 });
 * cache.store("/a", { value: "A", bytes: 9000, fetchedAtMs: 0, expiresAtMs: 60_000 });
 * cache.lookup("/a", 59_999)?.value; // "A"
 * cache.lookup("/a", 60_000); // null
 */
export function createCache<Value>({ maxBytes }: { readonly maxBytes: number }): Cache<Value> {
	const maxSize = Number.isFinite(maxBytes) ? Math.floor(maxBytes) : Number.MAX_SAFE_INTEGER;
	const cache = new LRUCache<string, CacheEntry<Value>>({ maxSize });
	return {
		lookup(key, nowMs) {
			const entry = cache.get(key);
			if (entry === undefined) return null;
			if (nowMs < entry.expiresAtMs) return entry;
			cache.delete(key);
			return null;
		},
		store(key, entry) {
			cache.set(key, entry, { size: Math.max(1, Math.ceil(entry.bytes)) });
		},
		invalidate(path) {
			if (!path.endsWith("*")) {
				cache.delete(path);
				return;
			}
			const prefix = path.slice(0, -1);
			for (const key of [...cache.keys()]) if (key.startsWith(prefix)) cache.delete(key);
		},
		get usedBytes() {
			return cache.calculatedSize;
		},
		get entries() {
			return cache.size;
		},
	};
}
