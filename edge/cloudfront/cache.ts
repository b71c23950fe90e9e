import { LRUCache } from "lru-cache";

/** A cached response. */
export type CacheEntry<Value> = {
	readonly value: Value;
	/** The size that counts towards the cache's limit. */
	readonly bytes: number;
	/** When the origin sent it, in milliseconds: the `Age` header counts from here. */
	readonly fetchedAtMs: number;
	/** When it expires, in milliseconds. */
	readonly expiresAtMs: number;
};

/** One cache: a point of presence's, or a region's. */
export type Cache<Value> = {
	/** Returns the entry if it exists and is fresh; it becomes the most recently used. */
	lookup(key: string, nowMs: number): CacheEntry<Value> | null;
	/** Stores an entry and evicts the least recently used; an entry larger than the cache is not stored. */
	store(key: string, entry: CacheEntry<Value>): void;
	/** Removes the key that a path names; with a `*` at its end, all keys with this prefix. */
	invalidate(path: string): void;
	/** Bytes in use. */
	readonly usedBytes: number;
	/** Number of entries, including expired ones that have not been looked up since. */
	readonly entries: number;
};

/**
 * Makes a cache like CloudFront's: it evicts the least recently used entries by bytes, and entries
 * have a time to live. It has no clock: callers pass the time, so that a day of requests can be
 * replayed in a second. Expired entries are misses: revalidation is not modelled, because our objects
 * never change.
 *
 * @param options.maxBytes the cache's size; `Infinity` for no limit
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
