import { WidthwiseError } from "../../errors.ts";

/**
 * The error for a file that ends before its container says it does.
 *
 * @param container Its name as people know it: "JPEG".
 * @example
 * throw truncated("JPEG"); // code "truncated-file"
 */
export function truncated(container: string): WidthwiseError {
	return new WidthwiseError(
		"truncated-file",
		`The ${container} file is cut off before its end: copy it again from the camera or card`,
	);
}

/**
 * The error for a file whose structure makes no sense.
 *
 * @param container Its name as people know it: "PNG".
 * @param reason What is wrong, as the end of a sentence.
 * @example
 * throw unreadable("PNG", "it has no image data"); // code "unreadable-image"
 */
export function unreadable(container: string, reason: string): WidthwiseError {
	return new WidthwiseError(
		"unreadable-image",
		`The ${container} file is damaged: ${reason}. Export the photo again and upload that`,
	);
}
