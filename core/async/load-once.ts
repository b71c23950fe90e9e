/** A value that is loaded once; see {@link createLoadOnce}. */
export type LoadOnce<Value> = {
	/** Returns the value; loads it if it is missing. Rejects with the error of `load`. */
	get(): Promise<Value>;
	/** Returns the value if it is loaded or being loaded, else `undefined`. */
	peek(): Promise<Value> | undefined;
	/** Makes the next `get` load the value again. */
	forget(): void;
};

/**
 * Makes a value that is loaded when it is first needed, and then shared. After a failure the next
 * caller loads it again.
 *
 * @example
 * let loads = 0;
 * const value = createLoadOnce(async () => ++loads);
 * await Promise.all([value.get(), value.get()]); // [1, 1]
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
