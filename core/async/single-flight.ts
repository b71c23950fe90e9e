import { abortable } from "./abortable.ts";
import { createWaiters, type Waiter, type Waiters } from "./waiters.ts";

/** Work that simultaneous callers share; see {@link createSingleFlight}. */
export type SingleFlight<Result> = {
	/**
	 * Starts work on a key, or joins the work already running on it. Rejects with the work's error, or
	 * with the reason of the waiter's signal as soon as it is aborted.
	 *
	 * @param work gets all who wait for it. When the last one leaves, it may stop: later callers then
	 *   start it again. If it goes on, they join it.
	 */
	run(key: string, work: (waiters: Waiters) => Promise<Result>, waiter?: Waiter): Promise<Result>;
	/** Keeps later callers from joining work running on keys that start with `prefix`. */
	forget(prefix: string): void;
};

type Flight<Result> = { readonly result: Promise<Result>; readonly waiters: Waiters };

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
	const running = new Map<string, Flight<Result>>();

	function start(key: string, work: (waiters: Waiters) => Promise<Result>, waiter: Waiter) {
		const waiters = createWaiters();
		let settle = (_: Promise<Result>): void => {};
		const promise = new Promise<Result>((resolve) => {
			settle = resolve;
		});
		// Before the work begins, so that it finds who waits.
		const joined = waiters.join(promise, waiter);
		const result = work(waiters);
		settle(result);
		const flight = { waiters, result };
		running.set(key, flight);
		const forget = (): void => {
			if (running.get(key) === flight) running.delete(key);
		};
		// Attached before the callers' own handlers: a caller that runs the work again when it gets
		// its result starts it again.
		result.then((value) => {
			const lasts = lasting?.(value);
			if (lasts) lasts.then(forget, forget);
			else forget();
		}, forget);
		return joined;
	}

	async function run(
		key: string,
		work: (waiters: Waiters) => Promise<Result>,
		waiter: Waiter = {},
	): Promise<Result> {
		waiter.signal?.throwIfAborted();
		const flight = running.get(key);
		if (!flight) return start(key, work, waiter);
		const { result, waiters } = flight;
		if (!waiters.signal.aborted) return waiters.join(result, waiter);
		return abortable(waiter.signal, async () => {
			const dropped = await result.then(
				() => false,
				(error) => error === waiters.signal.reason,
			);
			return dropped ? run(key, work, waiter) : result;
		});
	}

	return {
		run,
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
