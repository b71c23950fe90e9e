/** Work that callers share while it is under way; see {@link createSingleFlight}. */
export type SingleFlight<Result> = {
	/** Joins the work under way on a key, or starts it. Rejects with what the work rejects with. */
	run(key: string, work: () => Promise<Result>): Promise<Result>;
	/** Keeps later callers from joining what is under way on keys that start with `prefix`. */
	forget(prefix: string): void;
};

/**
 * Does work on a key once, in this process, however many callers ask for it while it is under way. A
 * caller that comes after it has ended, well or not, starts it again.
 *
 * @param lasting what a result has to wait for before the work counts as ended, however that ends
 *
 * @example
 * const loads = createSingleFlight<Photo>();
 * await Promise.all([loads.run("ab12", load), loads.run("ab12", load)]); // loads once
 */
export function createSingleFlight<Result>(
	lasting?: (result: Result) => Promise<unknown> | undefined,
): SingleFlight<Result> {
	const underWay = new Map<string, Promise<Result>>();
	return {
		run(key, work) {
			const shared = underWay.get(key);
			if (shared) return shared;
			const current = work();
			underWay.set(key, current);
			const forget = (): void => {
				if (underWay.get(key) === current) underWay.delete(key);
			};
			// First in line: a caller that asks again as soon as it hears of the end starts the work again.
			current.then((result) => {
				const lasts = lasting?.(result);
				if (lasts) lasts.then(forget, forget);
				else forget();
			}, forget);
			return current;
		},
		forget(prefix) {
			for (const key of [...underWay.keys()]) if (key.startsWith(prefix)) underWay.delete(key);
		},
	};
}

/**
 * Makes a function whose callers share the work while it is under way; see {@link createSingleFlight}.
 *
 * @example
 * const flush = singleFlight(() => appendFile(path, takeLines()));
 * await Promise.all([flush(), flush()]); // appends once
 */
export function singleFlight<Result>(work: () => Promise<Result>): () => Promise<Result> {
	const flights = createSingleFlight<Result>();
	return () => flights.run("", work);
}
