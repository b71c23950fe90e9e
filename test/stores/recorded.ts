import type { Store } from "widthwise";

/** Wraps a store so that it records its calls, such as `"put photos/..."`. */
export function recorded(store: Store): { readonly store: Store; readonly calls: string[] } {
	const calls: string[] = [];
	return {
		calls,
		store: {
			...store,
			put: (key, body, options) => {
				calls.push(`put ${key}`);
				return store.put(key, body, options);
			},
			get: (key) => {
				calls.push(`get ${key}`);
				return store.get(key);
			},
			delete: (key) => {
				calls.push(`delete ${key}`);
				return store.delete(key);
			},
		},
	};
}
