/** How long a test waits for one event before it says what did not come. For a slow and busy machine. */
export const PATIENCE_MS = 5 * 60_000;

/** How long one test, or one hook, may take: many events, one after another. */
export const TEST_LIMIT_MS = 4 * PATIENCE_MS;

const POLL_MS = 10;

/**
 * Waits until something is true.
 *
 * @param what what is waited for, as the error says it: "the photo is published"
 * @throws Error when it has not come true within {@link PATIENCE_MS}
 * @example await until("the queue is empty", async () => (await queue.counts()).waiting === 0);
 */
export async function until(what: string, isTrue: () => boolean | Promise<boolean>): Promise<void> {
	const deadline = performance.now() + PATIENCE_MS;
	while (!(await isTrue())) {
		if (performance.now() > deadline) throw tooLate(what);
		await Bun.sleep(POLL_MS);
	}
}

/**
 * Waits for an event.
 *
 * @param what what is waited for, as the error says it: "the server listens"
 * @throws Error when it has not happened within {@link PATIENCE_MS}; what `event` throws
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
	return new Error(`Waited ${PATIENCE_MS / 1000} s in vain: ${what}`);
}
