import { isUnreachable } from "./connection-errors.ts";

/** How long a start waits for a server: a booting machine starts everything at once. */
export const START_TIMEOUT_MS = 30_000;

const INTERVAL_MS = 500;

/**
 * Retries twice a second while a server is unreachable, for at most `timeoutMs` milliseconds; rejects
 * with the error of the last attempt.
 *
 * @param onWait called once, before the first wait
 *
 * @example
 * const client = await retryWhileUnreachable(connect, 30_000, () => console.log("Waiting…"));
 */
export async function retryWhileUnreachable<Result>(
	attempt: () => Promise<Result>,
	timeoutMs: number,
	onWait: () => void,
): Promise<Result> {
	const deadline = Date.now() + timeoutMs;
	for (let isFirst = true; ; isFirst = false) {
		try {
			return await attempt();
		} catch (error) {
			if (!isUnreachable(error) || Date.now() + INTERVAL_MS > deadline) throw error;
			if (isFirst) onWait();
			await Bun.sleep(INTERVAL_MS);
		}
	}
}
