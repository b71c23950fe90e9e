import { readIccFile } from "../formats/icc/file.ts";
import { knownProfile } from "../formats/icc/known.ts";
import { publicProfile } from "../formats/icc/public-profile.ts";

/** The properties of a colour profile that decide whether it is kept. */
export type IccProfile = {
	/** Four letters, e.g. "RGB ", "CMYK", "GRAY". */
	readonly colourSpace: string;
	/** Whether it is sRGB, which browsers assume if there is no profile. */
	readonly isSrgb: boolean;
};

/**
 * Bytes. Engines that convert colours convert pictures with larger profiles to sRGB, so that
 * variants stay small.
 */
export const MAX_KEPT_PROFILE_BYTES: number = 16 * 1024;

/**
 * Reads the header of an ICC profile and decides whether it is plain sRGB, by its numbers and not
 * by its name: some linear profiles are called sRGB too.
 *
 * @returns `null` if the bytes are not an ICC profile.
 * @example
 * readIccProfile(bytes)?.isSrgb; // true
 */
export function readIccProfile(bytes: Uint8Array): IccProfile | null {
	const file = readIccFile(bytes);
	if (!file) return null;
	const { colourSpace } = file.header;
	return { colourSpace, isSrgb: knownProfile(file)?.name === "sRGB" };
}

/**
 * Reduces the profile of a picture to what is written into its outputs: its colours, without the
 * makers, serial numbers and texts that it may hold. `null` if the outputs need none: if there is no
 * profile, if it is sRGB, which browsers assume, or if no decoder could use it.
 *
 * @param colourSpace of the picture, as profiles call it: "RGB "
 *
 * @example
 * const profile = outputProfile(readProfile(jpeg, "jpeg"), "RGB ");
 */
export function outputProfile(bytes: Uint8Array | null, colourSpace: string): Uint8Array | null {
	const kind = bytes && readIccProfile(bytes);
	if (!kind || kind.isSrgb || kind.colourSpace !== colourSpace) return null;
	return publicProfile(bytes);
}
