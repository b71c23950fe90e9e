import { type ColourCoding, isSrgb } from "../../formats/colour/coding.ts";
import { displayP3Profile } from "../../formats/icc/display-p3.ts";
import { type TargetSpace, targetSpace } from "./convert.ts";

/** A conversion from what a file says of its colours without a profile. */
export type CodingConversion = {
	readonly coding: ColourCoding;
	readonly target: TargetSpace;
	/** The profile of the outputs; `null` if they are sRGB. */
	readonly profile: Uint8Array | null;
};

/**
 * Decides what a picture without a profile is converted to: Display P3 if sRGB cannot hold its colours.
 *
 * @param alwaysSrgb whether the outputs can have no profile
 *
 * @returns `null` if it is sRGB already
 *
 * @example
 * codingConversion({ primaries: DISPLAY_P3, transfer: "srgb" }, false)?.target; // "Display P3"
 */
export function codingConversion(
	coding: ColourCoding,
	alwaysSrgb: boolean,
): CodingConversion | null {
	if (isSrgb(coding)) return null;
	const target = alwaysSrgb ? "sRGB" : targetSpace(coding);
	return { coding, target, profile: target === "sRGB" ? null : displayP3Profile() };
}
