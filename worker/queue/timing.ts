import { backOff, jitter } from "widthwise/internal";

/** How the queue keeps time, all in milliseconds. */
export type QueueTiming = {
	/** Before the second attempt; then twice as long each time, less up to a half by chance. */
	readonly retryMs: number;
	/** Between two attempts at the most. */
	readonly maxRetryMs: number;
	/** A worker that has not been heard of for so long has lost its job. */
	readonly lockMs: number;
	/** Between looks for lost jobs, which are redone at the second look. */
	readonly stalledMs: number;
	/**
	 * How long an idle worker waits to be woken, by the database (NOTIFY) or by Redis (BZPOPMIN), before it
	 * asks by itself: a database that restarts just when it begins to wait never wakes it.
	 */
	readonly idleMs: number;
	/** At the end: a broker that is away would be waited for in vain. */
	readonly brokerGraceMs: number;
};

/** With {@link ATTEMPTS}, an outage may last for an hour and a half before photos are given up. */
export const TIMING: QueueTiming = {
	retryMs: 2000,
	maxRetryMs: 600_000,
	lockMs: 15_000,
	stalledMs: 5000,
	idleMs: 10_000,
	brokerGraceMs: 3000,
};

/** Attempts on a photo while something that it needs is away. */
export const ATTEMPTS = 20;

/**
 * Milliseconds between an attempt and the next: exponential, with a cap, and with jitter so that what
 * failed together does not come back together.
 *
 * @param attempt of the one that has failed, from 1
 *
 * @example
 * retryDelay(3, TIMING); // 4000 to 8000
 */
export function retryDelay(attempt: number, timing: QueueTiming): number {
	const { retryMs, maxRetryMs } = timing;
	return Math.round(jitter(backOff(attempt, retryMs, maxRetryMs), 0.5));
}
