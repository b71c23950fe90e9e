import { latin1, viewOf } from "../bytes/bytes.ts";
import { curveAt } from "./curve.ts";
import type { IccFile, IccHeader } from "./file.ts";

/** A colour space with a name, whose profiles all mean the same. */
export type KnownProfile = {
	readonly name: "sRGB" | "Display P3" | "Adobe RGB";
	/** X, Y and Z of red, green and blue, adapted to D50. */
	readonly colorants: readonly (readonly [x: number, y: number, z: number])[];
	/** The element that converts coded to linear values. */
	readonly curve: Uint8Array;
};

const COLORANT_TAGS = ["rXYZ", "gXYZ", "bXYZ"] as const;
const CURVE_TAGS = ["rTRC", "gTRC", "bTRC"] as const;

/** The header of the profiles of known colour spaces. */
export const KNOWN_HEADER: IccHeader = {
	version: 4,
	deviceClass: "mntr",
	colourSpace: "RGB ",
	connectionSpace: "XYZ ",
	intent: 0,
};

/** Differences below half an 8-bit step are not visible, and profiles round differently. */
const COLORANT_TOLERANCE = 0.003;
const CURVE_TOLERANCE = 0.002;

/** Bradford's adaptation of D65 to D50. */
const D65_TO_D50 = [
	...[1.04788, 0.02292, -0.05022],
	...[0.02959, 0.99048, -0.01707],
	...[-0.00925, 0.01508, 0.75168],
];

const D50 = [0.9642, 1, 0.8249];

/**
 * Recognises sRGB (IEC 61966-2-1), Display P3 (SMPTE EG 432-1 with sRGB's curve) and Adobe RGB
 * (1998), by their numbers and not by their names: some linear profiles are called sRGB too.
 *
 * @returns `null` for all other profiles
 *
 * @example
 * const file = readIccFile(bytes);
 * file && knownProfile(file)?.name; // "Display P3"
 */
export function knownProfile(file: IccFile): KnownProfile | null {
	if (file.header.colourSpace !== "RGB ") return null;
	// A lookup table precedes the matrix.
	if (["A2B0", "A2B1", "A2B2"].some((name) => file.element(name))) return null;
	return knownProfiles().find((known) => isEqual(file, known)) ?? null;
}

/**
 * Makes the elements of a known colour space's profile, the same for all photos.
 *
 * @example
 * const file = readIccFile(bytes);
 * const known = file && knownProfile(file);
 * const profile = known && writeIccFile(KNOWN_HEADER, known.name, knownElements(known));
 */
export function knownElements({ colorants, curve }: KnownProfile): ReadonlyMap<string, Uint8Array> {
	return new Map([
		["wtpt", numbers("XYZ ", D50)],
		["chad", numbers("sf32", D65_TO_D50)],
		...COLORANT_TAGS.map((tag, i) => [tag, numbers("XYZ ", colorants[i] ?? D50)] as const),
		...CURVE_TAGS.map((tag) => [tag, curve] as const),
	]);
}

/**
 * Returns a known colour space by its name.
 *
 * @example
 * knownSpace("Display P3").colorants;
 */
export function knownSpace(name: KnownProfile["name"]): KnownProfile {
	const space = knownProfiles().find((known) => known.name === name);
	if (!space) throw new Error(`Unknown colour space: ${name}`);
	return space;
}

/** The numbers are those of the profiles that the spaces' owners publish. */
function knownProfiles(): readonly KnownProfile[] {
	const gamma = latin1("curv\0\0\0\0\0\0\0\x01\x02\x33");
	// Function type 3: IEC 61966-2-1.
	const srgb = numbers("para", [2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045], [0, 3, 0, 0]);
	return [
		{
			name: "sRGB",
			colorants: [
				[0.43607, 0.22249, 0.01392],
				[0.38515, 0.71687, 0.09708],
				[0.14307, 0.06061, 0.7141],
			],
			curve: srgb,
		},
		{
			name: "Display P3",
			colorants: [
				[0.51512, 0.2412, -0.00105],
				[0.29198, 0.69225, 0.04189],
				[0.1571, 0.06657, 0.78407],
			],
			curve: srgb,
		},
		{
			name: "Adobe RGB",
			colorants: [
				[0.60974, 0.31111, 0.01947],
				[0.20528, 0.62567, 0.06087],
				[0.14919, 0.06322, 0.74457],
			],
			curve: gamma,
		},
	];
}

function isEqual(file: IccFile, { colorants, curve }: KnownProfile): boolean {
	const hasColorants = COLORANT_TAGS.every((tag, i) => {
		const element = file.element(tag);
		if (!element || element.length < 20) return false;
		return (colorants[i] ?? []).every(
			(value, axis) =>
				Math.abs(viewOf(element).getInt32(8 + 4 * axis) / 65536 - value) < COLORANT_TOLERANCE,
		);
	});
	return hasColorants && CURVE_TAGS.every((tag) => isSameCurve(file.element(tag), curve));
}

function isSameCurve(element: Uint8Array | null, known: Uint8Array): boolean {
	return [0.1, 0.25, 0.5, 0.75].every((x) => {
		const [found, expected] = [element && curveAt(element, x), curveAt(known, x)];
		return found !== null && Math.abs(found - (expected ?? 0)) < CURVE_TOLERANCE;
	});
}

/** An element of s15Fixed16Numbers (ICC.1:2022, 4.6), with bytes before them. */
function numbers(
	type: string,
	values: readonly number[],
	before: readonly number[] = [],
): Uint8Array {
	const element = new Uint8Array(8 + before.length + 4 * values.length);
	element.set(latin1(type));
	element.set(before, 8);
	for (const [i, value] of values.entries()) {
		viewOf(element).setInt32(8 + before.length + 4 * i, Math.round(value * 65536));
	}
	return element;
}
