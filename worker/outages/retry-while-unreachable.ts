import { isUnreachable } from "./connection-errors.ts";

/** Longest that a start waits for a server, in milliseconds: machines start everything at once. */
export const START_TIMEOUT_MS = 30_000;

const PAUSE_MS = 500;

/**
 * Tries something again for as long as the server that it needs is away, but no longer than
 * `patienceMs`; rejects with what the last try rejected with.
 *
 * @param onWait called once, before the first wait
 *
 * @example
 * const client = await retryWhileUnreachable(connect, START_TIMEOUT_MS, () => console.log("Waiting ..."));
 */
export async function retryWhileUnreachable<Result>(
	attempt: () => Promise<Result>,
	patienceMs: number,
	onWait: () => void,
): Promise<Result> {
	const end = Date.now() + patienceMs;
	for (let isFirst = true; ; isFirst = false) {
		try {
			return await attempt();
		} catch (error) {
			if (!isUnreachable(error) || Date.now() + PAUSE_MS > end) throw error;
			if (isFirst) onWait();
			await Bun.sleep(PAUSE_MS);
		}
	}
}
