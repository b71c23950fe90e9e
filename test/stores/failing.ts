import { type Store, WidthwiseError } from "widthwise";

/** Wraps a store so that its put number `failAt`, from 0, fails. */
export function failingPut(store: Store, failAt: number): Store {
	let puts = 0;
	return {
		...store,
		put: async (key, body, options) => {
			if (puts++ === failAt) throw new WidthwiseError("unavailable", "The store failed");
			return await store.put(key, body, options);
		},
	};
}
