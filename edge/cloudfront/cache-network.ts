import { type Cache, type CacheEntry, createCache } from "./cache.ts";

/** Where an entry was found: at the point of presence that was asked, or in the region behind it. */
export type CacheLayer = "point-of-presence" | "region";

/** An entry and where it was. */
export type Found<Value> = {
	readonly layer: CacheLayer;
	readonly entry: CacheEntry<Value>;
};

/** Points of presence with one regional cache between them and the origin. */
export type CacheNetwork<Value> = {
	/** Asks the point of presence (0 and up), then the region; what the region had stays at both. */
	lookup(pointOfPresence: number, key: string, nowMs: number): Found<Value> | null;
	/** Keeps what just came from the origin, at the point of presence that asked and in the region. */
	store(pointOfPresence: number, key: string, answer: Answer<Value>, nowMs: number): void;
	/** Drops a path everywhere; see {@link Cache.invalidate}. */
	invalidate(path: string): void;
};

/** What the origin answered. */
export type Answer<Value> = {
	readonly value: Value;
	readonly bytes: number;
	/** How long it may be used, in milliseconds; 0: not at all. */
	readonly ttlMs: number;
};

/**
 * The caches of a CDN as a picture passes them: visitor, point of presence, region, origin.
 *
 * @param options.pointsOfPresence how many, at least 1
 * @param options.pointOfPresenceBytes size of each one's cache
 * @param options.regionBytes size of the regional cache; 0: there is none
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
		throw new RangeError(`No such point of presence: 0 to ${near.length - 1}`);
	}

	return {
		lookup(pointOfPresence, key, nowMs) {
			const cache = cacheOf(pointOfPresence);
			const hit = cache.lookup(key, nowMs);
			if (hit) return { layer: "point-of-presence", entry: hit };
			const entry = region?.lookup(key, nowMs);
			if (!entry) return null;
			// Its age travels with it.
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
