import type { Unfinished, Verdict } from "widthwise/photo";

/** A verdict that is not still to come. */
export type FinalVerdict = Exclude<Verdict, Unfinished>;

/**
 * Runs on one photo that may end without an outcome, because the function's process is killed. The
 * first may have had other reasons than the photo: a deployment, a failing machine.
 */
export const MAX_RUNS = 2;

/**
 * Makes the verdict about a photo that killed the function {@link MAX_RUNS} times.
 *
 * @example
 * killed().ok; // false
 */
export function killed(): FinalVerdict {
	const message = `The function that publishes photos ended ${MAX_RUNS} times while it worked on this photo, which probably needs more memory than the function has`;
	return { ok: false, code: "too-much-memory", message };
}
