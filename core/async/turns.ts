/** Runs work on a key after all earlier work on the key has ended, with or without success. */
export type InTurn = <T>(key: string, work: () => Promise<T>) => Promise<T>;

/**
 * Makes a function that runs work on the same key one after the other, within one process. It
 * rejects with the work's error.
 *
 * @example
 * const inTurn = createTurns();
 * const order: number[] = [];
 * const append = (value: number) => inTurn("photos/ab12", async () => order.push(value));
 * await Promise.all([append(1), append(2)]);
 * order; // [1, 2]
 */
export function createTurns(): InTurn {
	const last = new Map<string, Promise<unknown>>();
	return (key, work) => {
		const current = (last.get(key) ?? Promise.resolve()).then(work, work);
		last.set(key, current);
		const forget = (): void => {
			if (last.get(key) === current) last.delete(key);
		};
		current.then(forget, forget);
		return current;
	};
}
