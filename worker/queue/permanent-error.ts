import { type ErrorCode, WidthwiseError } from "widthwise";

/** Why a photo failed, as the catalogue records it. */
export type FailureReason = { readonly code: ErrorCode; readonly message: string };

/** The message to the owner if publishing failed repeatedly and the photo is not the cause. */
export const FAILED_REPEATEDLY =
	"Publishing failed repeatedly, but not because of the photo: check the server's log, then upload it again";

/** Stops a photo's retries, because another attempt would fail too; the message is for the owner. */
export class PermanentError extends Error implements FailureReason {
	readonly code: ErrorCode;

	constructor({ code, message }: FailureReason) {
		super(message);
		this.name = "PermanentError";
		this.code = code;
	}
}

/**
 * Makes the reason that the owner reads when the last attempt has failed. It includes the error's
 * message if that is meant for people.
 *
 * @example
 * failureReason(new WidthwiseError("unavailable", "The store does not answer")).message;
 * // "Publishing failed repeatedly. The last error: The store does not answer"
 */
export function failureReason(error: unknown): FailureReason {
	if (error instanceof PermanentError) return { code: error.code, message: error.message };
	if (!(error instanceof WidthwiseError)) return { code: "internal", message: FAILED_REPEATEDLY };
	const message = `Publishing failed repeatedly. The last error: ${error.message}`;
	return { code: error.code, message };
}
