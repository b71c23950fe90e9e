/** A cache with a limit; see {@link createRecentlyUsed}. */
export type RecentlyUsed<Value> = {
	/** Returns the value, which becomes the most recently used one; `undefined` if there is none. */
	get(key: string): Value | undefined;
	/** Stores a value, and evicts the least recently used ones; a value above the limit is not stored. */
	set(key: string, value: Value): void;
	delete(key: string): void;
	/** The keys, least recently used first; they may be deleted meanwhile. */
	keys(): IterableIterator<string>;
	clear(): void;
	/** How many values there are, and the sum of their sizes. */
	state(): { readonly count: number; readonly size: number };
};

type Entry<Value> = { readonly value: Value; readonly size: number };

/**
 * Makes a cache that keeps the values used most recently. Our own, because lru-cache installs 3.6 MB
 * for these few lines, and smaller libraries limit the number of values, not their bytes.
 *
 * @param options.maxSize the largest sum of sizes, in the unit of `sizeOf`
 * @param options.sizeOf the size of a value, such as its bytes; by default 1, so that values are counted
 *
 * @example
 * const cache = createRecentlyUsed<string>({ maxSize: 2 });
 * for (const key of ["a", "b", "c"]) cache.set(key, key.toUpperCase());
 * cache.get("a"); // undefined
 */
export function createRecentlyUsed<Value>(options: {
	readonly maxSize: number;
	readonly sizeOf?: (value: Value) => number;
}): RecentlyUsed<Value> {
	const { maxSize, sizeOf = () => 1 } = options;
	// A `Map` iterates in the order of insertion, so the first entry is the least recently used one.
	const entries = new Map<string, Entry<Value>>();
	let total = 0;

	function remove(key: string): void {
		total -= entries.get(key)?.size ?? 0;
		entries.delete(key);
	}

	return {
		get(key) {
			const entry = entries.get(key);
			if (!entry) return undefined;
			entries.delete(key);
			entries.set(key, entry);
			return entry.value;
		},
		set(key, value) {
			remove(key);
			const size = sizeOf(value);
			if (size > maxSize) return;
			entries.set(key, { value, size });
			total += size;
			for (const oldest of entries.keys()) {
				if (total <= maxSize) return;
				remove(oldest);
			}
		},
		delete: remove,
		keys: () => entries.keys(),
		clear() {
			entries.clear();
			total = 0;
		},
		state: () => ({ count: entries.size, size: total }),
	};
}
