/**
 * Why the server refuses a request: it is not the owner's, it comes from another site's page, there were
 * too many wrong passwords or tokens, its body arrives too slowly, or it asks for what is not supported.
 */
export type AccessErrorCode =
	| "unauthorized"
	| "forbidden"
	| "too-many-attempts"
	| "too-slow"
	| "not-supported";

/**
 * A request is refused before its work begins. Clients see the message.
 *
 * @example
 * throw new AccessError("unauthorized", "Only the owner can do this: sign in");
 */
export class AccessError extends Error {
	readonly code: AccessErrorCode;
	/** Seconds after which another attempt may succeed; `undefined`: unknown. */
	readonly retryAfterSeconds: number | undefined;

	constructor(code: AccessErrorCode, message: string, retryAfterSeconds?: number) {
		super(message);
		this.name = "AccessError";
		this.code = code;
		this.retryAfterSeconds = retryAfterSeconds;
	}
}
