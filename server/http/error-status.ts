import { type ErrorCode, WidthwiseError } from "widthwise";
import { AccessError, type AccessErrorCode } from "./access-error.ts";

/** The HTTP status of each error code. */
export const HTTP_STATUS: Readonly<Record<ErrorCode | AccessErrorCode, number>> = {
	"bad-request": 400,
	"invalid-path": 400,
	"invalid-width": 400,
	"invalid-dpr": 400,
	"invalid-format": 400,
	"repeated-parameter": 400,
	"encoded-parameter": 400,
	"width-required": 400,
	"query-too-long": 400,
	unauthorized: 401,
	forbidden: 403,
	"invalid-signature": 403,
	"not-found": 404,
	"too-slow": 408,
	"file-too-large": 413,
	"not-an-image": 415,
	"unsupported-format": 415,
	"empty-file": 422,
	"truncated-file": 422,
	"too-many-pixels": 422,
	"too-much-memory": 422,
	"unreadable-image": 422,
	"too-many-attempts": 429,
	"metadata-left": 500,
	"engine-failed": 500,
	"invalid-argument": 500,
	internal: 500,
	"not-supported": 501,
	"engine-timeout": 503,
	"engine-unavailable": 503,
	unavailable: 503,
	busy: 503,
	"disk-full": 503,
	"in-use": 503,
	misconfigured: 503,
};

/**
 * Returns the HTTP status (400 to 599) for anything thrown: 500 for errors without a code.
 *
 * @example
 * httpStatus(new WidthwiseError("not-found", "No such photo")); // 404
 */
export function httpStatus(error: unknown): number {
	const hasCode = error instanceof WidthwiseError || error instanceof AccessError;
	return hasCode ? HTTP_STATUS[error.code] : 500;
}
