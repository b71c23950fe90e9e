import { type ErrorCode, WidthwiseError } from "widthwise";

/** What the catalogue says of a photo that will not be tried again. */
export type Reason = { readonly code: ErrorCode; readonly message: string };

/** What the photographer is told when publishing failed again and again for no fault of the photo. */
export const FAILED_REPEATEDLY =
	"Publishing failed again and again, not because of the photo: see the server's log, then upload it again";

/** Ends the attempts on a photo, because another would fail as well; the message is for its photographer. */
export class PermanentError extends Error implements Reason {
	readonly code: ErrorCode;

	constructor({ code, message }: Reason) {
		super(message);
		this.name = "PermanentError";
		this.code = code;
	}
}

/**
 * What to tell the photographer when the last attempt has failed: the last error's own words if they
 * are meant for people.
 *
 * @example
 * failureReason(new WidthwiseError("unavailable", "The store does not answer")).message;
 * // "Publishing failed again and again, the last time because: The store does not answer"
 */
export function failureReason(error: unknown): Reason {
	if (error instanceof PermanentError) return { code: error.code, message: error.message };
	if (!(error instanceof WidthwiseError)) return { code: "internal", message: FAILED_REPEATEDLY };
	const message = `Publishing failed again and again, the last time because: ${error.message}`;
	return { code: error.code, message };
}
