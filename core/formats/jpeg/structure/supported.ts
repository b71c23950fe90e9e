import { WidthwiseError } from "../../../errors.ts";

/** Baseline, extended, progressive, lossless, and the second and third with arithmetic codes. */
const SUPPORTED_FRAMES: readonly number[] = [0xc0, 0xc1, 0xc2, 0xc3, 0xc9, 0xca];

/**
 * Checks that a JPEG is of a kind that decoders read: of 8 bits and not hierarchical (T.81, table B.1).
 *
 * @param marker the second byte of its SOF marker
 * @param precision bits of a sample
 *
 * @throws {WidthwiseError} `unsupported-format`
 *
 * @example
 * requireSupportedFrame(0xc0, 8);
 */
export function requireSupportedFrame(marker: number, precision: number): void {
	if (precision !== 8) throw unsupported(`${precision} bits`);
	if (!SUPPORTED_FRAMES.includes(marker)) throw unsupported("a rare process");
}

function unsupported(kind: string): WidthwiseError {
	return new WidthwiseError(
		"unsupported-format",
		`This kind of JPEG (${kind}) is not supported: export the photo as a common JPEG`,
	);
}
