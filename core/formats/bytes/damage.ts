import { WidthwiseError } from "../../errors.ts";

/**
 * Makes the error for a file that ends before its picture does.
 *
 * @param container the name of the format, for the message: "JPEG"
 *
 * @example
 * truncated("JPEG").code; // "truncated-file"
 */
export function truncated(container: string): WidthwiseError {
	return new WidthwiseError(
		"truncated-file",
		`The ${container} file ends before its picture does: copy it again`,
	);
}

/**
 * Makes the error for a file with an invalid structure.
 *
 * @param container the name of the format, for the message: "PNG"
 * @param reason the end of the sentence "The PNG file is damaged: ..."
 *
 * @example
 * unreadable("PNG", "it has no image data").code; // "unreadable-image"
 */
export function unreadable(container: string, reason: string): WidthwiseError {
	return new WidthwiseError(
		"unreadable-image",
		`The ${container} file is damaged: ${reason}. Use another copy of it`,
	);
}
