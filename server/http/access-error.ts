/** Why a request is not answered: nobody knows who sends it, or it comes from another site's page. */
export type AccessErrorCode = "unauthorized" | "forbidden";

/**
 * Somebody asks for what is not theirs; the message may be shown to them.
 *
 * @example
 * throw new AccessError("forbidden", "This must come from a page of this site");
 */
export class AccessError extends Error {
	readonly code: AccessErrorCode;

	constructor(code: AccessErrorCode, message: string) {
		super(message);
		this.name = "AccessError";
		this.code = code;
	}
}
