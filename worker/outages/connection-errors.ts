import { WidthwiseError } from "widthwise";
import { isOutageCode } from "./outage-codes.ts";

/**
 * Codes of a server that cannot be reached: Node's, and Postgres's own words for connection trouble
 * (class 08), for shutting down and starting up (57P01 to 57P03) and for too many guests (53300).
 */
const AWAY =
	/^(ECONN(REFUSED|RESET|ABORTED)|EPIPE|ETIMEDOUT|EHOST(UNREACH|DOWN)|ENET(UNREACH|DOWN)|ENOTFOUND|EAI_AGAIN|08...|57P0[123]|53300)$/;

/** What `pg` and `ioredis` say without a code. */
const AWAY_MESSAGES =
	/^(Connection terminated|timeout exceeded when trying to connect|timeout expired|Query read timeout|Connection is closed|LOADING )/;

/**
 * Whether an error says that a database is away: down, starting, or not to be reached. It may be back
 * in a moment, unlike one that refuses a password.
 *
 * @example
 * isUnreachable(Object.assign(new Error("connect"), { code: "ECONNREFUSED" })); // true
 */
export function isUnreachable(error: unknown): boolean {
	if (!(error instanceof Error)) return false;
	const code = "code" in error ? String(error.code) : "";
	return AWAY.test(code) || AWAY_MESSAGES.test(error.message) || isUnreachable(error.cause);
}

/**
 * Whether an error is about something that was not there when it was needed, a database or a store:
 * worth another attempt for as long as that may last.
 *
 * @example
 * isOutage(new WidthwiseError("unavailable", "The store does not answer")); // true
 */
export function isOutage(error: unknown): boolean {
	return (error instanceof WidthwiseError && isOutageCode(error.code)) || isUnreachable(error);
}
