import { type ErrorCode, WidthwiseError } from "widthwise";
import { GIVEN_UP } from "./ingest.ts";

/** What the catalogue says of a photo that will not be tried again. */
export type Reason = { readonly code: ErrorCode; readonly message: string };

/**
 * What to tell the photographer when the last attempt has failed: the last error's own words if they
 * are meant for people.
 *
 * @example
 * reasonToGiveUp(new WidthwiseError("unavailable", "The store does not answer")).message;
 * // "Publishing failed again and again, the last time because: The store does not answer"
 */
export function reasonToGiveUp(error: unknown): Reason {
	if (!(error instanceof WidthwiseError)) return { code: "internal", message: GIVEN_UP };
	const message = `Publishing failed again and again, the last time because: ${error.message}`;
	return { code: error.code, message };
}
