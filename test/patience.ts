/** How long a test waits for one event, on a slow and busy machine. */
export const PATIENCE_MS = 5 * 60_000;

/** How long one test or hook may take: it may wait for many events, one after another. */
export const TEST_LIMIT_MS = 4 * PATIENCE_MS;

const MIN_POLL_MS = 10;
const MAX_POLL_MS = 250;
/** What has taken long is looked at less often: looking takes processor time from what it waits for. */
const POLL_SHARE = 1 / 20;

/**
 * Waits until a condition is true.
 *
 * @param what the condition, for the error message: "the photo is published"
 * @throws Error if the condition is not true within {@link PATIENCE_MS}
 * @example await until("the queue is empty", async () => (await queue.counts()).waiting === 0);
 */
export async function until(what: string, isTrue: () => boolean | Promise<boolean>): Promise<void> {
	const start = performance.now();
	while (!(await isTrue())) {
		const waitedMs = performance.now() - start;
		if (waitedMs > PATIENCE_MS) throw tooLate(what);
		await Bun.sleep(Math.min(MAX_POLL_MS, Math.max(MIN_POLL_MS, waitedMs * POLL_SHARE)));
	}
}

/**
 * Waits for an event.
 *
 * @param what the event, for the error message: "the server listens"
 * @throws Error if the event has not happened within {@link PATIENCE_MS}; the error of `event`
 * @example const line = await within("a line of the child", child.nextLine());
 */
export async function within<Value>(what: string, event: Promise<Value>): Promise<Value> {
	const late = Promise.withResolvers<never>();
	const timer = setTimeout(() => late.reject(tooLate(what)), PATIENCE_MS);
	try {
		return await Promise.race([event, late.promise]);
	} finally {
		clearTimeout(timer);
	}
}

function tooLate(what: string): Error {
	return new Error(`Timed out after ${PATIENCE_MS / 1000} s waiting for: ${what}`);
}
