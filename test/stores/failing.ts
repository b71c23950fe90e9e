import { type Store, WidthwiseError } from "widthwise";

/** The same store, whose `failAt`-th put (from 0) finds the disk full. */
export function failingPut(store: Store, failAt: number): Store {
	let puts = 0;
	return {
		...store,
		put: async (key, body, options) => {
			if (puts++ === failAt) throw new WidthwiseError("unavailable", "The disk is full");
			return await store.put(key, body, options);
		},
	};
}
