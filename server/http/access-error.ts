/** Why access is refused: the request is not the owner's, or it comes from another site's page. */
export type AccessErrorCode = "unauthorized" | "forbidden";

/**
 * Access is refused. Clients see the message.
 *
 * @example
 * throw new AccessError("unauthorized", "Only the owner can do this: sign in");
 */
export class AccessError extends Error {
	readonly code: AccessErrorCode;

	constructor(code: AccessErrorCode, message: string) {
		super(message);
		this.name = "AccessError";
		this.code = code;
	}
}
