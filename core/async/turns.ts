/** Runs work on a key when all earlier work on the same key has ended, however it ended. */
export type InTurn = <T>(key: string, work: () => Promise<T>) => Promise<T>;

/**
 * Makes a queue for each key, in this process. Rejects with what the work rejects with.
 *
 * @example
 * const inTurn = createTurns();
 * await inTurn("photos/ab12/master", () => replaceFiles());
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
