import { WidthwiseError } from "../errors.ts";

/**
 * Makes the error for an original with more bytes than are read.
 *
 * @param maxBytes how many are read at most
 *
 * @example
 * throw originalTooLarge(64e6);
 */
export function originalTooLarge(maxBytes: number): WidthwiseError {
	const megabytes = Math.max(1, Math.floor(maxBytes / 1e6));
	return new WidthwiseError(
		"file-too-large",
		`The original is too large: at most ${megabytes} MB are read`,
	);
}

/**
 * Makes the error for an original that was replaced between looking it up and reading it.
 *
 * @example
 * throw originalReplaced();
 */
export function originalReplaced(): WidthwiseError {
	return new WidthwiseError("busy", "The original was replaced just now: try again in a moment");
}

/**
 * Makes the error for a source that cannot be reached.
 *
 * @param cause the technical reason
 *
 * @example
 * throw sourceUnavailable(new Error("connect ECONNREFUSED"));
 */
export function sourceUnavailable(cause: unknown): WidthwiseError {
	const message = "The original cannot be read at the moment: try again later";
	return new WidthwiseError("unavailable", message, { cause });
}
