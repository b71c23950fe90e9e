import { isUnreachable } from "@widthwise/worker/outages";
import { type ErrorCode, WidthwiseError } from "widthwise";
import { AccessError } from "./access-error.ts";

/** Seconds after which another attempt may succeed, for errors that do not know better. */
const SECONDS: Readonly<Partial<Record<ErrorCode, number>>> = {
	busy: 5,
	unavailable: 5,
	// The machine has too much to do.
	"engine-timeout": 60,
	// The owner must make room.
	"disk-full": 60,
};

/**
 * The seconds after which a client may try again (RFC 9110, 10.2.3); `null` for errors that time does
 * not cure.
 *
 * @example
 * retryAfterSeconds(new WidthwiseError("unavailable", "The store does not answer")); // 5
 */
export function retryAfterSeconds(error: unknown): number | null {
	if (error instanceof AccessError) return error.retryAfterSeconds ?? null;
	if (error instanceof WidthwiseError) {
		return error.retryAfterSeconds ?? SECONDS[error.code] ?? null;
	}
	return isUnreachable(error) ? (SECONDS.unavailable ?? null) : null;
}

/**
 * The header that says when a client may try again; empty if time does not cure the error.
 *
 * @example
 * retryAfterHeader(new WidthwiseError("busy", "Too many")); // { "Retry-After": "5" }
 */
export function retryAfterHeader(error: unknown): Readonly<Record<string, string>> {
	const seconds = retryAfterSeconds(error);
	return seconds === null ? {} : { "Retry-After": String(seconds) };
}
