import { abortable } from "./abortable.ts";

/** One who waits for work; or several who share it. */
export type Waiter = {
	/** Aborted when the waiter leaves. Default: it stays. */
	readonly signal?: AbortSignal | undefined;
	/** The names of the clients that wait now; they take turns by these. Default: none. */
	readonly clients?: (() => readonly string[]) | undefined;
};

/** All who wait for the same work, as one waiter. */
export type Waiters = {
	/** Aborted when the last one leaves, with that one's reason. */
	readonly signal: AbortSignal;
	/** The names of the clients that wait now. */
	readonly clients: () => readonly string[];
	/** Settles as the work does, or rejects with the reason of the waiter's signal. */
	join<Result>(work: Promise<Result>, waiter: Waiter): Promise<Result>;
};

/**
 * Makes a record of those who wait for some work, so that it can be dropped when nobody does.
 *
 * @example
 * const waiters = createWaiters();
 * await waiters.join(Promise.resolve(7), { signal: request.signal }); // 7
 */
export function createWaiters(): Waiters {
	const present = new Set<{ readonly waiter: Waiter }>();
	const leaving = new AbortController();
	return {
		signal: leaving.signal,
		clients: () => [...new Set([...present].flatMap(({ waiter }) => waiter.clients?.() ?? []))],
		join(work, waiter) {
			const entry = { waiter };
			present.add(entry);
			return abortable(
				waiter.signal,
				() => work,
				() => {
					present.delete(entry);
					if (present.size === 0) leaving.abort(waiter.signal?.reason);
				},
			);
		},
	};
}
