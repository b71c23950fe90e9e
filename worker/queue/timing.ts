import { backOff, jitter } from "widthwise/internal";

/** The queue's times, all in milliseconds. */
export type QueueTiming = {
	/** The pause before the second attempt; it doubles each time, less a random part of up to a half. */
	readonly retryMs: number;
	/** The longest pause between two attempts. */
	readonly maxRetryMs: number;
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
 * @param attempt the number of the attempt that failed, from 1
 *
 * @example
 * retryDelay(3, TIMING); // 4000 to 8000
 */
export function retryDelay(attempt: number, timing: QueueTiming): number {
	const { retryMs, maxRetryMs } = timing;
	return Math.round(jitter(backOff(attempt, retryMs, maxRetryMs), 0.5));
}
