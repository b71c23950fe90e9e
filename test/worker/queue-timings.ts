import { type QueueTiming, TIMING } from "../../worker/queue/timing.ts";
import { TEST_LIMIT_MS } from "../patience.ts";

/** Longer than any test waits for anything. */
export const NEVER_MS: number = 10 * TEST_LIMIT_MS;

/** Retries can be waited for; no job is taken from a worker for being slow. */
export const quickTiming: QueueTiming = {
	...TIMING,
	retryMs: 50,
	maxRetryMs: 100,
	lockMs: NEVER_MS,
};

/** Who takes over the jobs of the dead, soon. */
export const takeoverTiming: QueueTiming = { ...quickTiming, stalledMs: 150 };

/** Who dies itself and leaves its job soon; one that is held up may lose it alive and begin it twice. */
export const crashTiming: QueueTiming = {
	...takeoverTiming,
	lockMs: 400,
	idleMs: 1000,
	brokerGraceMs: 100,
};
