import { type QueueTiming, TIMING } from "../../worker/queue/timing.ts";
import { TEST_LIMIT_MS } from "../patience.ts";

/** Longer than any test waits for an event. */
export const NEVER_MS: number = 10 * TEST_LIMIT_MS;

/** Quick retries; no worker loses its job because it is slow. */
export const quickTiming: QueueTiming = {
	...TIMING,
	retryMs: 50,
	maxRetryMs: 100,
	timeoutRetryMs: 50,
	lockMs: NEVER_MS,
};

/** For a worker that quickly takes over the jobs of killed workers. */
export const takeoverTiming: QueueTiming = { ...quickTiming, stalledMs: 150 };

/** For a worker that is killed and soon loses its job; a slow one may begin a job twice. */
export const crashTiming: QueueTiming = {
	...takeoverTiming,
	lockMs: 400,
	idleMs: 1000,
	brokerGraceMs: 100,
};
