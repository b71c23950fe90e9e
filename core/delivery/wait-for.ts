import { type SetAlarm, setRealAlarm } from "../async/alarm.ts";
import type { Waiter } from "../async/waiters.ts";
import { WidthwiseError } from "../errors.ts";

/**
 * Names the client of a request, such as by its address. Clients take turns, so that one with many
 * requests does not hold up the others. It must not throw.
 */
export type ClientOf = (request: Request) => string;

/** A request that waits; see {@link waitFor}. */
export type Waiting = {
	readonly waiter: Waiter;
	/** Ends the time limit. */
	readonly end: () => void;
};

/**
 * Milliseconds after which a request that waits is answered with 503. Browsers, proxies and our server
 * close connections that are silent for a minute; a new original may wait twice: to be published and cut.
 */
export const MAX_WAIT_MS = 25_000;

/**
 * Makes the waiter of a request: it leaves when the client does, and when the time is over.
 *
 * @param options.clientOf names the client; default: all are one
 * @param options.retryAfterSeconds when another attempt may succeed; asked when the time is over
 * @param options.setAlarm the clock of the time limit
 *
 * @example
 * const { waiter, end } = waitFor(request, { retryAfterSeconds: () => 5 });
 * await variants.ensure(variant, waiter).finally(end);
 */
export function waitFor(
	request: Request,
	options: {
		readonly clientOf?: ClientOf | undefined;
		readonly retryAfterSeconds: () => number;
		readonly setAlarm?: SetAlarm | undefined;
	},
): Waiting {
	const { clientOf, retryAfterSeconds, setAlarm = setRealAlarm } = options;
	const late = new AbortController();
	const alarm = setAlarm(() => late.abort(tooLate(retryAfterSeconds())), MAX_WAIT_MS);
	const clients = clientOf && [clientOf(request)];
	return {
		waiter: {
			signal: AbortSignal.any([request.signal, late.signal]),
			clients: () => clients ?? [],
		},
		end: () => alarm.cancel(),
	};
}

function tooLate(waitSeconds: number): WidthwiseError {
	const retryAfterSeconds = Math.max(1, Math.ceil(waitSeconds));
	return new WidthwiseError(
		"busy",
		`The image is not ready yet: try again in ${retryAfterSeconds} s`,
		{ retryAfterSeconds },
	);
}
