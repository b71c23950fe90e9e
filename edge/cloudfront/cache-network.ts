import { type Cache, type CacheEntry, createCache } from "./cache.ts";

/** The cache with an entry: the point of presence's, or that of the region behind it. */
export type CacheLayer = "point-of-presence" | "region";

/** An entry and the cache in which it was found. */
export type Found<Value> = {
	readonly layer: CacheLayer;
	readonly entry: CacheEntry<Value>;
};

/** Points of presence with one regional cache between them and the origin. */
export type CacheNetwork<Value> = {
	/**
	 * Looks in the point of presence (from 0), then in the region. An entry of the region is copied to
	 * the point of presence.
	 */
	lookup(pointOfPresence: number, key: string, nowMs: number): Found<Value> | null;
	/** Stores a response from the origin in the point of presence and in the region. */
	store(pointOfPresence: number, key: string, response: OriginResponse<Value>, nowMs: number): void;
	/** Removes a path from all caches; see {@link Cache.invalidate}. */
	invalidate(path: string): void;
};

/** A response from the origin. */
export type OriginResponse<Value> = {
	readonly value: Value;
	readonly bytes: number;
	/** How long it may be cached, in milliseconds; 0: not at all. */
	readonly ttlMs: number;
};

/**
 * Makes the caches of a CDN, in the order visitor, point of presence, region, origin.
 *
 * @param options.pointsOfPresence their number, at least 1
 * @param options.pointOfPresenceBytes size of the cache in each point of presence
 * @param options.regionBytes size of the regional cache; 0: no regional cache
 *
 * @example
 * const caches = createCacheNetwork<null>({ pointsOfPresence: 3, pointOfPresenceBytes: 1e8, regionBytes: 1e9 });
 * const found = caches.lookup(0, key, nowMs);
 * if (!found) caches.store(0, key, { value: null, bytes: 9000, ttlMs: 86_400_000 }, nowMs);
 */
export function createCacheNetwork<Value>(options: {
	readonly pointsOfPresence: number;
	readonly pointOfPresenceBytes: number;
	readonly regionBytes: number;
}): CacheNetwork<Value> {
	const near: readonly Cache<Value>[] = Array.from({ length: options.pointsOfPresence }, () =>
		createCache<Value>({ maxBytes: options.pointOfPresenceBytes }),
	);
	const region =
		options.regionBytes > 0 ? createCache<Value>({ maxBytes: options.regionBytes }) : null;

	function cacheOf(pointOfPresence: number): Cache<Value> {
		const cache = near[pointOfPresence];
		if (cache) return cache;
		throw new RangeError(
			`No point of presence ${pointOfPresence}: must be 0 to ${near.length - 1}`,
		);
	}

	return {
		lookup(pointOfPresence, key, nowMs) {
			const cache = cacheOf(pointOfPresence);
			const hit = cache.lookup(key, nowMs);
			if (hit) return { layer: "point-of-presence", entry: hit };
			const entry = region?.lookup(key, nowMs);
			if (!entry) return null;
			// With the age that it had in the region.
			cache.store(key, entry);
			return { layer: "region", entry };
		},
		store(pointOfPresence, key, { value, bytes, ttlMs }, nowMs) {
			if (ttlMs <= 0) return;
			const entry = { value, bytes, fetchedAtMs: nowMs, expiresAtMs: nowMs + ttlMs };
			cacheOf(pointOfPresence).store(key, entry);
			region?.store(key, entry);
		},
		invalidate(path) {
			for (const cache of near) cache.invalidate(path);
			region?.invalidate(path);
		},
	};
}
