import { WidthwiseError } from "../../errors.ts";
import type { Store } from "../../store/store.ts";

/** A store that can be ended, although variants are stored after their answer. */
export type SettlingStore = {
	readonly store: Store;
	/** Refuses new objects; resolves when those that are being stored are finished. */
	settle(): Promise<void>;
};

/**
 * Makes a store that can be ended.
 *
 * @example
 * const { store, settle } = createSettlingStore(createMemoryStore());
 * await settle();
 */
export function createSettlingStore(inner: Store): SettlingStore {
	const pending = new Set<Promise<unknown>>();
	let isEnding = false;
	const put: Store["put"] = async (...object) => {
		if (isEnding) throw new WidthwiseError("unavailable", "The server ends");
		const stored = inner.put(...object);
		pending.add(stored);
		try {
			return await stored;
		} finally {
			pending.delete(stored);
		}
	};
	return {
		store: { ...inner, put },
		async settle() {
			isEnding = true;
			await Promise.allSettled(pending);
		},
	};
}
