/** Runs work for those who ask for it at the same time. */
export type NextFlight<T> = (key: string, work: () => Promise<T>) => Promise<T>;

/**
 * Shares work among those who ask for the same while it runs: they wait for one further run, which begins
 * when this one has ended. So a result is never older than the question, and a thousand visitors at once
 * cost a few runs, behind which hits wait.
 *
 * @returns rejects as `work` does; the next run is a new attempt
 *
 * @example
 * const nextFlight = createNextFlight<Response>();
 * const response = (await nextFlight("/", render)).clone();
 */
export function createNextFlight<T>(): NextFlight<T> {
	const last = new Map<string, Flight<T>>();

	function begin(key: string, work: () => Promise<T>, before: Promise<unknown>): Flight<T> {
		const flight: Flight<T> = {
			hasBegun: false,
			result: before.then(() => {
				flight.hasBegun = true;
				return work();
			}),
		};
		last.set(key, flight);
		const forget = (): void => {
			if (last.get(key) === flight) last.delete(key);
		};
		flight.result.then(forget, forget);
		return flight;
	}

	return (key, work) => {
		const current = last.get(key);
		if (current && !current.hasBegun) return current.result;
		const before = current ? current.result.catch(() => {}) : Promise.resolve();
		return begin(key, work, before).result;
	};
}

type Flight<T> = { hasBegun: boolean; readonly result: Promise<T> };
