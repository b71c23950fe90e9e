import { isAway } from "@widthwise/worker/connection-errors.ts";
import { type ErrorCode, HTTP_STATUS, WidthwiseError } from "widthwise";

/** What a client is told of an error. */
export type PublicError = { readonly code: ErrorCode; readonly message: string };

/**
 * The public part of anything thrown: what is not ours becomes `internal`, without its words, unless it
 * says that the database is away.
 *
 * @example
 * publicError(new WidthwiseError("not-found", "No such photo"));
 */
export function publicError(error: unknown): PublicError {
	if (error instanceof WidthwiseError) return { code: error.code, message: error.message };
	if (isAway(error)) {
		return { code: "unavailable", message: "The database does not answer: try again in a moment" };
	}
	return { code: "internal", message: "Something went wrong on the server: try again" };
}

/**
 * The JSON response for anything thrown, never cached.
 *
 * @example
 * errorResponse(new WidthwiseError("not-found", "No such photo")); // 404
 */
export function errorResponse(error: unknown, extra: object = {}): Response {
	const shown = publicError(error);
	return Response.json(
		{ error: shown, ...extra },
		{ status: HTTP_STATUS[shown.code], headers: { "Cache-Control": "no-store" } },
	);
}
