import { isUnreachable } from "@widthwise/worker/outages";
import { type ErrorCode, WidthwiseError } from "widthwise";
import { AccessError, type AccessErrorCode } from "./access-error.ts";
import { HTTP_STATUS } from "./error-status.ts";

/** What a client is told of an error. */
export type PublicError = {
	readonly code: ErrorCode | AccessErrorCode;
	readonly message: string;
};

/**
 * The public part of anything thrown: what is not ours becomes `internal`, without its words, unless it
 * says that the database is away.
 *
 * @example
 * publicError(new WidthwiseError("not-found", "No such photo"));
 */
export function publicError(error: unknown): PublicError {
	if (error instanceof WidthwiseError || error instanceof AccessError) {
		return { code: error.code, message: error.message };
	}
	if (isUnreachable(error)) {
		return { code: "unavailable", message: "The database does not answer: try again in a moment" };
	}
	return { code: "internal", message: "Something went wrong on the server: try again" };
}

/**
 * The JSON that says what went wrong.
 *
 * @param extra fields beside `error`
 *
 * @example
 * errorBody(new WidthwiseError("not-found", "No such photo"));
 * // { error: { code: "not-found", message: "No such photo" } }
 */
export function errorBody(
	error: unknown,
	extra: object = {},
): { readonly error: PublicError } & object {
	return { error: publicError(error), ...extra };
}

/**
 * The JSON response for anything thrown, never cached.
 *
 * @example
 * errorResponse(new WidthwiseError("not-found", "No such photo")); // 404
 */
export function errorResponse(error: unknown, extra: object = {}): Response {
	const body = errorBody(error, extra);
	return Response.json(body, {
		status: HTTP_STATUS[body.error.code],
		headers: { "Cache-Control": "no-store" },
	});
}
