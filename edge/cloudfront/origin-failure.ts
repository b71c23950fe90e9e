import type { HttpResponse } from "./messages.ts";

/**
 * Makes the answer of a failing origin: plain text.
 *
 * @example
 * originFailure(503, "The Lambda failed").status; // 503
 */
export function originFailure(status: number, message: string): HttpResponse {
	const body = new TextEncoder().encode(message);
	return { status, headers: { "content-type": "text/plain" }, body };
}
