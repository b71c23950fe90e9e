import { timeoutError, within } from "../async/within.ts";
import { sourceUnavailable } from "../source/errors.ts";

/** Milliseconds that a source may take to find an original, and to read it. */
const TIMEOUT_MS = 30_000;

/**
 * Asks a source with a time limit, for sources that have none of their own.
 *
 * @throws {WidthwiseError} `unavailable` if the time is over
 *
 * @example
 * const original = await inTime((signal) => source.find("trips/a.jpg", signal));
 */
export function inTime<Value>(ask: (signal: AbortSignal) => Promise<Value>): Promise<Value> {
	return within(TIMEOUT_MS, ask(AbortSignal.timeout(TIMEOUT_MS)), () => {
		throw sourceUnavailable(timeoutError(TIMEOUT_MS));
	});
}
