import type Vips from "wasm-vips";
import type { ColourCoding } from "../../formats/colour/coding.ts";
import { curveAt } from "../../formats/icc/curve.ts";
import { displayP3Profile } from "../../formats/icc/display-p3.ts";
import { readIccFile } from "../../formats/icc/file.ts";
import { type CodingConversion, codingConversion } from "../colour/coding-conversion.ts";
import { MAX_KEPT_PROFILE_BYTES, outputProfile, readIccProfile } from "../icc-profile.ts";

/** How the colours of a source become those of the outputs. */
export type SourceColour = {
	/** "none": the numbers stay. "ink": CMYK without a profile becomes sRGB. */
	readonly conversion: "none" | "ink" | ProfileConversion | CodingConversion;
	/** The profile of the outputs; `null` if they are sRGB. */
	readonly profile: Uint8Array | null;
};

/** A conversion by the source's own profile. The names are those of libvips. */
export type ProfileConversion = {
	readonly output_profile: "srgb" | "p3";
	readonly intent: "relative" | "perceptual";
	/** Whether pixels are resized in linear light, with more than 8 bits. */
	readonly linear: boolean;
};

/** What a curve makes of 0.5; that of sRGB makes 0.21, and a linear one 0.5. */
const MIN_LINEAR_MIDDLE = 0.4;

const AS_STORED: SourceColour = { conversion: "none", profile: null };

/**
 * Decides how colours are converted. Browsers assume sRGB, so its 3 kB are dropped. Small RGB profiles
 * are kept, with the pixels as they are, unless they are linear: 8 bits would not do for dark tones.
 * CMYK, which browsers cannot show, and pictures with larger profiles become sRGB. A profile for
 * another kind of picture is ignored, as in browsers.
 *
 * @param header the decoder's, without pixels
 * @param coding what the file says besides its profile; it counts before that
 * @param alwaysSrgb whether the outputs can have no profile
 *
 * @example
 * const { conversion, profile } = sourceColour(header, null, false);
 */
export function sourceColour(
	header: Vips.Image,
	coding: ColourCoding | null,
	alwaysSrgb: boolean,
): SourceColour {
	if (coding) {
		const conversion = codingConversion(coding, alwaysSrgb);
		return conversion ? { conversion, profile: conversion.profile } : AS_STORED;
	}
	const bytes = header.getTypeof("icc-profile-data") ? header.getBlob("icc-profile-data") : null;
	if (header.interpretation === "cmyk") return colourOfInk(bytes);
	const isGrey = header.bands < 3;
	const profile = outputProfile(bytes, isGrey ? "GRAY" : "RGB ");
	if (!profile) return AS_STORED;
	const linear = isLinear(profile);
	const canKeep = !alwaysSrgb && !isGrey && profile.length <= MAX_KEPT_PROFILE_BYTES;
	if (canKeep && !linear) return { conversion: "none", profile };
	const intent = "perceptual";
	return canKeep
		? { conversion: { output_profile: "p3", intent, linear }, profile: displayP3Profile() }
		: { conversion: { output_profile: "srgb", intent, linear }, profile: null };
}

/** Without a profile, inks are perfect, as in browsers: all of the black ink is black. */
function colourOfInk(bytes: Uint8Array | null): SourceColour {
	const hasProfile = bytes !== null && readIccProfile(bytes)?.colourSpace === "CMYK";
	if (!hasProfile) return { conversion: "ink", profile: null };
	// The perceptual intent of printers' profiles makes photos pale.
	const conversion = { output_profile: "srgb", intent: "relative", linear: false } as const;
	return { conversion, profile: null };
}

function isLinear(profile: Uint8Array): boolean {
	const curve = readIccFile(profile)?.element("rTRC");
	return curve ? (curveAt(curve, 0.5) ?? 0) > MIN_LINEAR_MIDDLE : false;
}
