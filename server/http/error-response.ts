import { isUnreachable } from "@widthwise/worker/outages";
import { type ErrorCode, WidthwiseError } from "widthwise";
import { AccessError, type AccessErrorCode } from "./access-error.ts";
import { HTTP_STATUS } from "./error-status.ts";
import { retryAfterHeader } from "./retry-after.ts";

/** The part of an error that clients see. */
export type PublicError = {
	readonly code: ErrorCode | AccessErrorCode;
	readonly message: string;
};

/**
 * Returns the public part of anything thrown. Errors without a code become `unavailable` if the
 * database is unreachable, otherwise `internal`; their message is not shown.
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
 * Returns the JSON body for anything thrown.
 *
 * @param extra fields besides `error`
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
 * Returns the JSON response for anything thrown; caches must not store it. If the error is temporary, it
 * says when to try again.
 *
 * @example
 * errorResponse(new WidthwiseError("not-found", "No such photo")); // 404
 */
export function errorResponse(error: unknown, extra: object = {}): Response {
	const body = errorBody(error, extra);
	return Response.json(body, {
		status: HTTP_STATUS[body.error.code],
		headers: {
			"Cache-Control": "no-store",
			...retryAfterHeader(error),
			// RFC 9110, 15.5.9: what is left of the body is not waited for.
			...(body.error.code === "too-slow" && { Connection: "close" }),
		},
	});
}
