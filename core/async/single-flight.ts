/** Work that simultaneous callers share; see {@link createSingleFlight}. */
export type SingleFlight<Result> = {
	/**
	 * Starts work on a key, or joins the work already running on it. Rejects with the work's error.
	 */
	run(key: string, work: () => Promise<Result>): Promise<Result>;
	/** Keeps later callers from joining work running on keys that start with `prefix`. */
	forget(prefix: string): void;
};

/**
 * Makes a single flight: callers that request work on the same key while it is running share it.
 * The next caller after it has ended, with or without success, starts it again. Works within one
 * process.
 *
 * @param lasting returns a promise if the work counts as running until it has settled
 *
 * @example
 * let loads = 0;
 * const flights = createSingleFlight<number>();
 * const load = async () => ++loads;
 * await Promise.all([flights.run("ab12", load), flights.run("ab12", load)]); // [1, 1]
 */
export function createSingleFlight<Result>(
	lasting?: (result: Result) => Promise<unknown> | undefined,
): SingleFlight<Result> {
	const running = new Map<string, Promise<Result>>();
	return {
		run(key, work) {
			const shared = running.get(key);
			if (shared) return shared;
			const current = work();
			running.set(key, current);
			const forget = (): void => {
				if (running.get(key) === current) running.delete(key);
			};
			// Attached before the callers' own handlers: a caller that runs the work again when it gets
			// its result starts it again.
			current.then((result) => {
				const lasts = lasting?.(result);
				if (lasts) lasts.then(forget, forget);
				else forget();
			}, forget);
			return current;
		},
		forget(prefix) {
			for (const key of [...running.keys()]) if (key.startsWith(prefix)) running.delete(key);
		},
	};
}

/**
 * Makes a function whose simultaneous callers share the work; see {@link createSingleFlight}.
 *
 * @example
 * let flushes = 0;
 * const flush = singleFlight(async () => ++flushes);
 * await Promise.all([flush(), flush()]); // [1, 1]
 */
export function singleFlight<Result>(work: () => Promise<Result>): () => Promise<Result> {
	const flights = createSingleFlight<Result>();
	return () => flights.run("", work);
}
