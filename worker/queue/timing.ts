import { backOff, isTimeout, jitter } from "widthwise/internal";

/** The queue's times, all in milliseconds. */
export type QueueTiming = {
	/** The pause before the second attempt; it doubles each time, less a random part of up to a half. */
	readonly retryMs: number;
	/** The longest pause between two attempts. */
	readonly maxRetryMs: number;
	/** The pause, less a random part, after an attempt that took too long: the machine may be busy. */
	readonly timeoutRetryMs: number;
	/** A worker that does not renew its lock on a job for this long loses the job. */
	readonly lockMs: number;
	/** The interval of checks for lost jobs; the second check hands a lost job to another worker. */
	readonly stalledMs: number;
	/**
	 * How long an idle worker waits for a wake-up, by the database (NOTIFY) or by Redis (BZPOPMIN),
	 * before it checks by itself: a wake-up is lost if the database restarts just then.
	 */
	readonly idleMs: number;
	/** How much longer closing waits for an unreachable broker, after the jobs' grace period. */
	readonly brokerGraceMs: number;
};

/** With {@link ATTEMPTS}, an outage may last for an hour and a half before photos fail. */
export const TIMING: QueueTiming = {
	retryMs: 2000,
	maxRetryMs: 600_000,
	timeoutRetryMs: 240_000,
	lockMs: 15_000,
	stalledMs: 5000,
	idleMs: 10_000,
	brokerGraceMs: 3000,
};

/** Attempts on a photo during an outage. */
export const ATTEMPTS = 20;

/**
 * Computes the pause before the next attempt in milliseconds: exponential, with a maximum, and with
 * jitter so that photos which failed together are not retried together.
 *
 * After `engine-timeout` the pause is longer.
 *
 * @param attempt the number of the attempt that failed, from 1
 * @param error why it failed
 *
 * @example
 * retryDelay(3, TIMING, error); // 4000 to 8000
 */
export function retryDelay(attempt: number, timing: QueueTiming, error?: unknown): number {
	const { retryMs, maxRetryMs, timeoutRetryMs } = timing;
	const pause = isTimeout(error) ? timeoutRetryMs : backOff(attempt, retryMs, maxRetryMs);
	return Math.round(jitter(pause, 0.5));
}
