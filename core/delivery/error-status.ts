import type { ErrorCode } from "../errors.ts";
import type { UrlErrorCode } from "../url/result.ts";

/** What nginx logs for a client that left before there was an answer. */
export const CLIENT_LEFT = 499;

const STATUS: Readonly<Record<UrlErrorCode, number>> &
	Readonly<Partial<Record<ErrorCode, number>>> = {
	"invalid-path": 400,
	"invalid-width": 400,
	"invalid-dpr": 400,
	"invalid-format": 400,
	"repeated-parameter": 400,
	"encoded-parameter": 400,
	"width-required": 400,
	"query-too-long": 400,
	"invalid-signature": 403,
	"not-found": 404,
	"engine-timeout": 503,
	"engine-unavailable": 503,
	unavailable: 503,
	busy: 503,
	"disk-full": 503,
	misconfigured: 503,
};

/**
 * Returns the HTTP status of an error code: 500 unless the request or an outage is at fault.
 *
 * @example
 * statusOf("not-found"); // 404
 */
export function statusOf(code: ErrorCode): number {
	return STATUS[code] ?? 500;
}
