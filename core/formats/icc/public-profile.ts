import { textAt } from "../bytes/bytes.ts";
import { exactElement } from "./element.ts";
import { type IccFile, type IccHeader, readIccFile } from "./file.ts";
import { KNOWN_HEADER, knownElements, knownProfile } from "./known.ts";
import { writeIccFile } from "./write.ts";

/**
 * The tags that colours of a picture are converted with, and the types of their elements (ICC.1:2022,
 * 9.2). Tables to a device (B2A) are for those who print with the profile.
 */
const COLOUR_TAGS: Readonly<Record<string, RegExp>> = {
	wtpt: /^XYZ /,
	chad: /^sf32/,
	rXYZ: /^XYZ /,
	gXYZ: /^XYZ /,
	bXYZ: /^XYZ /,
	rTRC: /^(curv|para)/,
	gTRC: /^(curv|para)/,
	bTRC: /^(curv|para)/,
	kTRC: /^(curv|para)/,
	A2B0: /^(mft1|mft2|mAB )/,
	A2B1: /^(mft1|mft2|mAB )/,
	A2B2: /^(mft1|mft2|mAB )/,
	cicp: /^cicp/,
};

const MATRIX_TAGS: readonly string[] = ["rXYZ", "gXYZ", "bXYZ", "rTRC", "gTRC", "bTRC"];

/** Descriptions by colour space. */
const NAMES: Readonly<Record<string, string>> = {
	"RGB ": "RGB",
	GRAY: "Grey",
	CMYK: "CMYK",
	"Lab ": "Lab",
};

/**
 * Reduces an ICC profile to the numbers that colours are converted with. A profile may hold the serial
 * number of a monitor (`mmod`), its calibration (`vcgt`, `ndin`), the names of makers, a date, and
 * private tags; nothing of that stays, and descriptions are the same for all profiles. A profile that
 * equals sRGB, Display P3 or Adobe RGB becomes the one profile of that name.
 *
 * The result of a result is the same.
 *
 * @param profile only read
 * @param maxBytes the space there is for the result; in less than 600 bytes it has no description
 *
 * @returns `null` for bytes that no decoder can use as a profile
 *
 * @example
 * const profile = await readProfile(jpeg, "jpeg");
 * const tagged = replaceProfile(jpeg, "jpeg", profile && publicProfile(profile));
 */
export function publicProfile(
	profile: Uint8Array,
	maxBytes: number = Number.POSITIVE_INFINITY,
): Uint8Array | null {
	const file = readIccFile(profile);
	if (!file) return null;
	const { header } = file;
	const known = knownProfile(file);
	const elements = known ? knownElements(known) : colourElements(file);
	if (!isUsable(header, elements)) return null;
	const used = known ? KNOWN_HEADER : header;
	const name = known?.name ?? NAMES[header.colourSpace] ?? "RGB";
	const needed = new Map([...elements].filter(([tag]) => tag !== "wtpt" && tag !== "chad"));
	// In this order, so that the result of a result is the same: what was left out stays out.
	const candidates = [
		() => writeIccFile(used, name, elements),
		() => writeIccFile(used, name, needed),
		() => writeIccFile(used, null, needed),
	];
	for (const write of candidates) {
		const reduced = write();
		if (reduced.length <= maxBytes) return reduced;
	}
	return null;
}

function colourElements(file: IccFile): ReadonlyMap<string, Uint8Array> {
	const elements = new Map<string, Uint8Array>();
	for (const [tag, types] of Object.entries(COLOUR_TAGS)) {
		if (tag === "kTRC" && file.header.colourSpace !== "GRAY") continue;
		const element = file.element(tag);
		const exact = element && exactElement(element);
		if (exact && types.test(textAt(exact, 0, 4))) elements.set(tag, exact);
	}
	return elements;
}

/** Whether a decoder finds all that it needs to convert a picture's colours. */
function isUsable(header: IccHeader, elements: ReadonlyMap<string, Uint8Array>): boolean {
	if (["A2B0", "A2B1", "A2B2"].some((tag) => elements.has(tag))) return true;
	if (header.colourSpace === "GRAY") return elements.has("kTRC");
	return header.colourSpace === "RGB " && MATRIX_TAGS.every((tag) => elements.has(tag));
}
