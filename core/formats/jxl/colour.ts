import type { CodePoints } from "../colour/h273.ts";
import type { CodestreamBits } from "./bits.ts";

/** Values of ColourSpace, WhitePoint and Primaries: ISO/IEC 18181-1, tables E.2 to E.4. */
const GREY = 1;
const XYB = 2;
const D65 = 1;
const CUSTOM = 2;
const P3 = 11;

/** Code points of ITU-T H.273. */
const BT709 = 1;
const DISPLAY_P3 = 12;
const SRGB_CURVE = 13;

/**
 * Reads ColourEncoding (ISO/IEC 18181-1, E.2) as code points of ITU-T H.273, whose numbers it uses.
 *
 * @returns `null` if a colour profile or numbers of its own say the colours
 *
 * @example
 * readColours(bits)?.transfer; // 16 is PQ
 */
export function readColours(bits: CodestreamBits): CodePoints | null {
	const isDefault = bits.flag();
	if (isDefault) return { primaries: BT709, transfer: SRGB_CURVE };
	const hasProfile = bits.flag();
	const space = bits.name();
	if (hasProfile || space === XYB) return null;
	const white = bits.name();
	if (white === CUSTOM) skipPoint(bits);
	const primaries = space === GREY ? BT709 : readPrimaries(bits);
	const hasGamma = bits.flag();
	if (hasGamma) return null;
	const transfer = bits.name();
	if (white !== D65 || primaries === CUSTOM) return null;
	return { primaries: primaries === P3 ? DISPLAY_P3 : primaries, transfer };
}

function readPrimaries(bits: CodestreamBits): number {
	const primaries = bits.name();
	if (primaries === CUSTOM) for (let point = 0; point < 3; point++) skipPoint(bits);
	return primaries;
}

/** Customxy: x and y. */
function skipPoint(bits: CodestreamBits): void {
	for (let axis = 0; axis < 2; axis++) {
		bits.choice([19, 0], [19, 524_288], [20, 1_048_576], [21, 2_097_152]);
	}
}
