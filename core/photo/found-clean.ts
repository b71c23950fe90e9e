import { isTimeout } from "./is-timeout.ts";
import { isFinal } from "./verdict.ts";

/**
 * Resolves to whether a check found a published file clean; to `false` if the file itself keeps it from
 * being checked, because what cannot be checked is not known to be clean. Rejects with other failures, and
 * with timeouts.
 *
 * @example
 * await foundClean(async () => (await inspector.verify(master, kept)).length === 0);
 */
export async function foundClean(check: () => Promise<boolean>): Promise<boolean> {
	try {
		return await check();
	} catch (error) {
		if (isFinal(error) && !isTimeout(error)) return false;
		throw error;
	}
}
