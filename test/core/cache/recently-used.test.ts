import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { LRUCache } from "lru-cache";
import { createRecentlyUsed } from "../../../core/cache/recently-used.ts";

describe("a cache of recently used values", () => {
	test("evicts the least recently used one", () => {
		const cache = createRecentlyUsed<number>({ maxSize: 2 });
		cache.set("a", 1);
		cache.set("b", 2);
		expect(cache.get("a")).toBe(1);
		cache.set("c", 3);
		expect([...cache.keys()]).toEqual(["a", "c"]);
	});

	test("does not store what is larger than all of it, and forgets what was there", () => {
		const cache = createRecentlyUsed<string>({ maxSize: 3, sizeOf: ({ length }) => length });
		cache.set("a", "xx");
		cache.set("a", "xxxx");
		expect([...cache.keys()]).toEqual([]);
		cache.set("b", "xxx");
		expect(cache.get("b")).toBe("xxx");
	});

	test("behaves as lru-cache does, whatever is done", () => {
		const key = fc.constantFrom("a", "b", "c", "d", "e");
		const step = fc.oneof(
			fc.record({ call: fc.constant("set"), key, size: fc.integer({ min: 1, max: 12 }) }),
			fc.record({ call: fc.constantFrom("get", "delete", "clear"), key, size: fc.constant(0) }),
		);
		fc.assert(
			fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
				const ours = createRecentlyUsed<number>({ maxSize: 10, sizeOf: (size) => size });
				const theirs = new LRUCache<string, number>({
					maxSize: 10,
					sizeCalculation: (size) => size,
				});
				for (const { call, key, size } of steps) {
					if (call === "set") {
						ours.set(key, size);
						theirs.set(key, size);
					} else if (call === "get") expect(ours.get(key)).toBe(theirs.get(key));
					else if (call === "delete") {
						ours.delete(key);
						theirs.delete(key);
					} else {
						ours.clear();
						theirs.clear();
					}
					expect([...ours.keys()]).toEqual([...theirs.rkeys()]);
					expect(ours.state()).toEqual({ count: theirs.size, size: theirs.calculatedSize });
				}
			}),
			{ numRuns: 500 },
		);
	});
});
