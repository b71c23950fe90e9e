import { messageIn } from "./error-message.ts";

/** Why a transfer pauses, and when it is tried again by itself. */
export type Interruption = {
	readonly reason: string;
	/** Milliseconds since 1970; `null`: when the browser is online again. */
	readonly retryAt: number | null;
};

/** What is known of a request that failed; its status is 0 if there was no answer. */
export type FailedRequest = {
	readonly status: number;
	readonly body: string;
	/** The answer's `Retry-After`. */
	readonly retryAfter: string | undefined;
};

/** The longest pause that a server can ask for, in milliseconds. */
const MAX_ASKED_MS = 120_000;

/**
 * Says why a transfer is interrupted and when it goes on: after the pause, or later if the server asks
 * for that.
 *
 * @param pauseMs until the next attempt, in milliseconds
 * @param now milliseconds since 1970
 *
 * @example
 * interruptionOf({ status: 0, body: "", retryAfter: undefined }, 3000, Date.now()).reason;
 * // "The connection was lost"
 */
export function interruptionOf(
	{ status, body, retryAfter }: FailedRequest,
	pauseMs: number,
	now: number,
): Interruption {
	if (status === 0 && !navigator.onLine) return { reason: "You are offline", retryAt: null };
	const asked = /^\d{1,6}$/.test(retryAfter ?? "") ? Number(retryAfter) * 1000 : 0;
	const retryAt = now + Math.max(pauseMs, Math.min(asked, MAX_ASKED_MS));
	if (status === 0) return { reason: "The connection was lost", retryAt };
	// The row says itself when that is.
	const message = messageIn(body)?.split(": try again")[0];
	return { reason: message ?? "The server cannot take the file yet", retryAt };
}

/**
 * Formats an interruption for the file's row.
 *
 * @param now milliseconds since 1970
 *
 * @example
 * writeInterruption({ reason: "The connection was lost", retryAt: 5000 }, 0);
 * // "The connection was lost: next attempt in 5 s"
 */
export function writeInterruption({ reason, retryAt }: Interruption, now: number): string {
	if (retryAt === null) return `${reason}: the upload continues when the connection is back`;
	const seconds = Math.ceil((retryAt - now) / 1000);
	return seconds > 0 ? `${reason}: next attempt in ${seconds} s` : `${reason}: trying again…`;
}
