import { type ErrorCode, httpStatus, WidthwiseError } from "widthwise";

/** What a client is told of an error. */
export type PublicError = { readonly code: ErrorCode; readonly message: string };

/**
 * The public part of anything thrown: what is not ours becomes `internal`, without its words.
 *
 * @example
 * publicError(new WidthwiseError("not-found", "No such photo"));
 */
export function publicError(error: unknown): PublicError {
	if (error instanceof WidthwiseError) return { code: error.code, message: error.message };
	return { code: "internal", message: "Something went wrong on the server: try again" };
}

/**
 * The JSON response for anything thrown, never cached.
 *
 * @example
 * errorResponse(new WidthwiseError("not-found", "No such photo")); // 404
 */
export function errorResponse(error: unknown, extra: object = {}): Response {
	return Response.json(
		{ error: publicError(error), ...extra },
		{ status: httpStatus(error), headers: { "Cache-Control": "no-store" } },
	);
}
