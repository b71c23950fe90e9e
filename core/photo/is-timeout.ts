import { WidthwiseError } from "../errors.ts";

/**
 * Whether decoding or encoding a photo took too long: because of the photo, or because the machine was
 * busy.
 *
 * @example
 * isTimeout(new WidthwiseError("engine-timeout", "The photo took too long")); // true
 */
export function isTimeout(error: unknown): error is WidthwiseError {
	return error instanceof WidthwiseError && error.code === "engine-timeout";
}
