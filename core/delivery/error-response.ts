import type { ErrorCode } from "../errors.ts";
import { statusOf } from "./error-status.ts";

/** How an error is sent. */
export type ErrorResponseOptions = {
	/** The HTTP status. Default: the status of the code. */
	readonly status?: number;
	/** The `Cache-Control` header. Default: `no-store`. */
	readonly cacheControl?: string;
	/** Seconds after which a client may retry a 503. Default: 1. */
	readonly retryAfterSeconds?: number | undefined;
};

/**
 * Creates the response for an error: JSON with a code for programs and a message for people. A 503
 * has a `Retry-After` (RFC 9110, 10.2.3).
 *
 * @example
 * errorResponse("not-found", "No such photo").status; // 404
 */
export function errorResponse(
	code: ErrorCode,
	message: string,
	{
		status = statusOf(code),
		cacheControl = "no-store",
		retryAfterSeconds = 1,
	}: ErrorResponseOptions = {},
): Response {
	const headers = new Headers({ "Cache-Control": cacheControl });
	if (status === 503) headers.set("Retry-After", String(retryAfterSeconds));
	return Response.json({ error: { code, message } }, { status, headers });
}
