/** Something that is loaded once; see {@link createLoadOnce}. */
export type LoadOnce<Value> = {
	/** The value, loaded if need be. Rejects with what loading rejects with. */
	get(): Promise<Value>;
	/** What was loaded or is being loaded; `undefined` if nothing is. */
	peek(): Promise<Value> | undefined;
	/** Makes the next `get` load again. */
	forget(): void;
};

/**
 * Loads something when it is first needed and keeps it from then on. A failure is not kept: the next
 * caller loads again.
 *
 * @example
 * const codec = createLoadOnce(() => import("./codec.ts"));
 * const { encode } = await codec.get();
 */
export function createLoadOnce<Value>(load: () => Promise<Value>): LoadOnce<Value> {
	let current: Promise<Value> | undefined;
	return {
		get() {
			if (current) return current;
			const attempt = load();
			current = attempt;
			attempt.catch(() => {
				if (current === attempt) current = undefined;
			});
			return attempt;
		},
		peek: () => current,
		forget() {
			current = undefined;
		},
	};
}
