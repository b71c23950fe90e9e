import { requireImageType, SNIFF_BYTES } from "../../formats/sniff.ts";
import type { StripOptions } from "../../privacy/strip.ts";
import { verify } from "../../privacy/verify.ts";
import { gifFindings } from "./gif-findings.ts";

/**
 * Names what is in a photo besides the picture, its colour profile and what may stay; empty if there
 * is nothing.
 *
 * @throws {WidthwiseError} `unsupported-format`, `truncated-file`, `unreadable-image`, `not-an-image`
 *   or `empty-file`
 *
 * @example
 * await findingsIn(bytes, { orientation: "keep" }); // ["EXIF", "GPS position"]
 */
export async function findingsIn(
	bytes: Uint8Array,
	kept: StripOptions,
): Promise<readonly string[]> {
	return isGif(bytes) ? gifFindings(bytes) : verify(bytes, kept);
}

/**
 * Whether a file is a GIF, which can be checked, but not stripped.
 *
 * @throws {WidthwiseError} `unsupported-format`, `not-an-image` or `empty-file`
 *
 * @example
 * isGif(new TextEncoder().encode("GIF89a...")); // true
 */
export function isGif(bytes: Uint8Array): boolean {
	return requireImageType(bytes.subarray(0, SNIFF_BYTES)) === "gif";
}
