import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { createCache } from "../../edge/cloudfront/cache.ts";
import { createCacheNetwork } from "../../edge/cloudfront/cache-network.ts";

const FOREVER = { fetchedAtMs: 0, expiresAtMs: Number.POSITIVE_INFINITY };

describe("a cache", () => {
	test("evicts the least recently used entries, by bytes", () => {
		const cache = createCache<string>({ maxBytes: 100 });
		for (const key of ["a", "b", "c"]) cache.store(key, { value: key, bytes: 30, ...FOREVER });
		cache.lookup("a", 0);
		cache.store("d", { value: "d", bytes: 30, ...FOREVER });
		expect(["a", "b", "c", "d"].map((key) => cache.lookup(key, 0)?.value)).toEqual([
			"a",
			undefined,
			"c",
			"d",
		]);
		expect([cache.entries, cache.usedBytes]).toEqual([3, 90]);
	});

	test("behaves like a list ordered by use, for any sequence of calls", () => {
		const step = fc.record({
			isStore: fc.boolean(),
			key: fc.constantFrom("a", "b", "c", "d", "e"),
			bytes: fc.integer({ min: 1, max: 60 }),
		});
		fc.assert(
			fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
				const cache = createCache<number>({ maxBytes: 100 });
				let model: { key: string; bytes: number; value: number }[] = [];
				for (const [value, { isStore, key, bytes }] of steps.entries()) {
					const existing = model.find((entry) => entry.key === key);
					if (isStore) cache.store(key, { value, bytes, ...FOREVER });
					else expect(cache.lookup(key, 0)?.value).toBe(existing?.value);
					const latest = isStore ? { key, bytes, value } : existing;
					model = [...model.filter((entry) => entry.key !== key), ...(latest ? [latest] : [])];
					while (model.reduce((sum, entry) => sum + entry.bytes, 0) > 100) model.shift();
				}
			}),
		);
	});

	test("does not store an entry larger than itself, and keeps the others", () => {
		const cache = createCache<string>({ maxBytes: 100 });
		cache.store("a", { value: "a", bytes: 10, ...FOREVER });
		cache.store("b", { value: "b", bytes: 101, ...FOREVER });
		expect([cache.lookup("a", 0)?.value, cache.lookup("b", 0)]).toEqual(["a", null]);
	});

	test("removes expired entries, to the millisecond", () => {
		const cache = createCache<string>({ maxBytes: 100 });
		cache.store("a", { value: "a", bytes: 1, fetchedAtMs: 1000, expiresAtMs: 61_000 });
		expect(cache.lookup("a", 60_999)?.value).toBe("a");
		expect(cache.lookup("a", 61_000)).toBeNull();
		expect(cache.entries).toBe(0);
	});

	test("removes invalidated entries, by key or by prefix", () => {
		const cache = createCache<string>({ maxBytes: 100 });
		const keys = ["/photos/a/w1", "/photos/a/w2", "/photos/ab/w1", "/photos/b/*"];
		for (const key of keys) cache.store(key, { value: key, bytes: 1, ...FOREVER });
		const left = () => keys.filter((key) => cache.lookup(key, 0));
		cache.invalidate("/photos/a/*");
		expect(left()).toEqual(["/photos/ab/w1", "/photos/b/*"]);
		cache.invalidate("/photos/ab/w");
		expect(left()).toHaveLength(2);
		cache.invalidate("/photos/ab/w1");
		expect(left()).toEqual(["/photos/b/*"]);
		cache.invalidate("/*");
		expect(left()).toEqual([]);
	});
});

describe("a network of caches", () => {
	const network = (regionBytes: number) =>
		createCacheNetwork<string>({ pointsOfPresence: 2, pointOfPresenceBytes: 100, regionBytes });
	const response = { value: "A", bytes: 10, ttlMs: 60_000 };

	test("looks in the region after a miss, and copies the entry to the point of presence", () => {
		const caches = network(1000);
		caches.store(0, "/a", response, 5000);
		expect(caches.lookup(0, "/a", 5000)?.layer).toBe("point-of-presence");
		expect(caches.lookup(1, "/a", 35_000)).toMatchObject({
			layer: "region",
			entry: { value: "A", fetchedAtMs: 5000 },
		});
		expect(caches.lookup(1, "/a", 35_000)?.layer).toBe("point-of-presence");
		// The copy expires with the original entry.
		expect(caches.lookup(1, "/a", 65_000)).toBeNull();
	});

	test("does not share entries between points of presence without a region", () => {
		const caches = network(0);
		caches.store(0, "/a", response, 0);
		expect(caches.lookup(1, "/a", 0)).toBeNull();
	});

	test("does not store uncacheable responses, and invalidates in every cache", () => {
		const caches = network(1000);
		caches.store(0, "/b", { ...response, ttlMs: 0 }, 0);
		expect(caches.lookup(0, "/b", 0)).toBeNull();
		caches.store(0, "/a", response, 0);
		caches.lookup(1, "/a", 0);
		caches.invalidate("/*");
		expect([0, 1].map((pop) => caches.lookup(pop, "/a", 0))).toEqual([null, null]);
		expect(() => caches.lookup(2, "/a", 0)).toThrow("0 to 1");
	});
});
