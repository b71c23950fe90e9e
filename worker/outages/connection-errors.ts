import { WidthwiseError } from "widthwise";
import { isOutageCode } from "./outage-codes.ts";

/**
 * Codes that mean a server is unreachable: Node's, and those of Postgres for connection exceptions
 * (class 08), for shutting down and starting up (57P01 to 57P03) and for too many connections (53300).
 */
const CODES =
	/^(ECONN(REFUSED|RESET|ABORTED)|EPIPE|ETIMEDOUT|EHOST(UNREACH|DOWN)|ENET(UNREACH|DOWN)|ENOTFOUND|EAI_AGAIN|08...|57P0[123]|53300)$/;

/** Messages of `pg` and `ioredis` that come without a code. */
const MESSAGES =
	/^(Connection terminated|timeout exceeded when trying to connect|timeout expired|Query read timeout|Connection is closed|LOADING )/;

/**
 * Whether an error means that a database is unreachable for now: it is down, starting, or behind a
 * broken network. A refused password is another matter.
 *
 * @example
 * isUnreachable(Object.assign(new Error("connect"), { code: "ECONNREFUSED" })); // true
 */
export function isUnreachable(error: unknown): boolean {
	if (!(error instanceof Error)) return false;
	const code = "code" in error ? String(error.code) : "";
	return CODES.test(code) || MESSAGES.test(error.message) || isUnreachable(error.cause);
}

/**
 * Whether an error comes from an outage of a database or a store, so that retrying may help once the
 * outage is over.
 *
 * @example
 * isOutage(new WidthwiseError("unavailable", "The store does not answer")); // true
 */
export function isOutage(error: unknown): boolean {
	return (error instanceof WidthwiseError && isOutageCode(error.code)) || isUnreachable(error);
}
