import { ascii, big, join } from "./bytes.ts";

/** The elements of a test profile by their tags, in order. Equal ones are written once. */
export type Elements = Readonly<Record<string, Uint8Array>>;

/** A number as s15Fixed16. */
const fixed = (value: number): Uint8Array =>
	big((Math.round(value * 65536) + 2 ** 32) % 2 ** 32, 4);

/** Makes an element of numbers: XYZ or a matrix. */
export function numbers(type: string, ...values: readonly number[]): Uint8Array {
	return join(type, big(0, 4), ...values.map(fixed));
}

/** Makes a sampled curve, or with one number a gamma in 256ths. */
export function curve(...samples: readonly number[]): Uint8Array {
	return join("curv", big(0, 4), big(samples.length, 4), ...samples.map((value) => big(value, 2)));
}

/** Makes a parametric curve. */
export function parametric(kind: number, ...values: readonly number[]): Uint8Array {
	return join("para", big(0, 4), big(kind, 2), big(0, 2), ...values.map(fixed));
}

/** Makes a text in version 4's type, for one language. */
export function localised(text: string): Uint8Array {
	const units = join(...Array.from(text, (letter) => big(letter.charCodeAt(0), 2)));
	const head = join("mluc", big(0, 4), big(1, 4), big(12, 4), "enUS");
	return join(head, big(units.length, 4), big(28, 4), units);
}

/** Makes a description in version 2's type. */
export function description(text: string): Uint8Array {
	return join("desc", big(0, 4), big(text.length + 1, 4), text, new Uint8Array(79));
}

/** Makes a copyright notice in version 2's type. */
export function notice(text: string): Uint8Array {
	return join("text", big(0, 4), text, 0);
}

export const SRGB_CURVE: Uint8Array = parametric(
	...([3, 2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045] as const),
);

export const D65_TO_D50: Uint8Array = numbers(
	"sf32",
	...[1.04788, 0.02292, -0.05022],
	...[0.02959, 0.99048, -0.01707],
	...[-0.00925, 0.01508, 0.75168],
);

/** X, Y and Z of red, green and blue of colour spaces, adapted to D50. */
export const COLORANTS = {
	srgb: [
		[0.43607, 0.22249, 0.01392],
		[0.38515, 0.71687, 0.09708],
		[0.14307, 0.06061, 0.7141],
	],
	p3: [
		[0.51512, 0.2412, -0.00105],
		[0.29198, 0.69225, 0.04189],
		[0.1571, 0.06657, 0.78407],
	],
	adobe: [
		[0.60974, 0.31111, 0.01947],
		[0.20528, 0.62567, 0.06087],
		[0.14919, 0.06322, 0.74457],
	],
	// A monitor's own.
	monitor: [
		[0.49023, 0.23711, 0.00412],
		[0.31512, 0.69102, 0.05309],
		[0.15885, 0.07187, 0.76769],
	],
} as const;

/** Makes the elements of a space with a matrix and one curve. */
export function matrixElements(space: keyof typeof COLORANTS, tone: Uint8Array): Elements {
	const [red, green, blue] = COLORANTS[space];
	return {
		wtpt: numbers("XYZ ", 0.9642, 1, 0.8249),
		rXYZ: numbers("XYZ ", ...red),
		gXYZ: numbers("XYZ ", ...green),
		bXYZ: numbers("XYZ ", ...blue),
		...{ rTRC: tone, gTRC: tone, bTRC: tone },
	};
}

/** What a test profile's header says. */
export type TestHeader = {
	readonly version?: 2 | 4;
	readonly colourSpace?: string;
	readonly connectionSpace?: string;
	/** Fields that name makers and times. */
	readonly isSigned?: boolean;
};

/** Makes an ICC profile. */
export function profile(
	elements: Elements,
	{
		version = 4,
		colourSpace = "RGB ",
		connectionSpace = "XYZ ",
		isSigned = false,
	}: TestHeader = {},
): Uint8Array {
	const names = Object.keys(elements);
	let data: Uint8Array = new Uint8Array(0);
	const written = new Map<string, number>();
	const start = 128 + 4 + 12 * names.length;
	const entries = Object.entries(elements).map(([name, element]) => {
		const key = element.join();
		const offset = written.get(key) ?? start + data.length;
		if (!written.has(key)) data = join(data, element, new Uint8Array(-element.length & 3));
		written.set(key, offset);
		return join(name, big(offset, 4), big(element.length, 4));
	});
	const signed = (text: string) => (isSigned ? ascii(text) : new Uint8Array(text.length));
	const header = join(
		...[big(start + data.length, 4), signed("SECR"), version, 0, 0, 0, "mntr", colourSpace],
		...[connectionSpace, signed("SECRET-DATE-"), "acsp", signed("APPLFLAGSECRET-MODELSECR")],
		...[
			big(0, 4),
			fixed(0.9642),
			fixed(1),
			fixed(0.8249),
			signed("SECR"),
			signed("SECRET-PROFILEID"),
		],
		new Uint8Array(28),
	);
	return join(header, big(names.length, 4), ...entries, data);
}

/** Makes a profile of a monitor, as its maker writes it: a serial number, texts, a calibration. */
export function signedProfile(
	space: keyof typeof COLORANTS = "monitor",
	tone = curve(0, 1000, 9000, 30_000, 65_535),
): Uint8Array {
	return profile(
		{
			desc: localised("SECRET-MONITOR"),
			cprt: localised("SECRET-OWNER"),
			...matrixElements(space, join(tone, "SECRET")),
			mmod: join("mmod", big(0, 4), "SECRET-SERIAL"),
			vcgt: join("vcgt", big(0, 4), "SECRET-CALIBRATION"),
			ndin: join("ndin", big(0, 4), "SECRET-NATIVE"),
			dscm: localised("SECRET-NAMES"),
		},
		{ isSigned: true },
	);
}

/** Makes the profile that must become of {@link signedProfile} by default: nothing but colours. */
export function cleanProfile(tone = curve(0, 1000, 9000, 30_000, 65_535)): Uint8Array {
	return profile({
		desc: localised("RGB"),
		cprt: localised("Not stated"),
		...matrixElements("monitor", tone),
	});
}

/**
 * Makes a profile of colours alone with Display P3's colorants and a gamma of 2.2, of so many samples
 * of two bytes each.
 */
export function largeProfile(samples: number): Uint8Array {
	const gamma = Array.from({ length: samples }, (_, i) => (i / (samples - 1)) ** 2.2);
	return profile({
		desc: localised("RGB"),
		cprt: localised("Not stated"),
		...matrixElements("p3", curve(...gamma.map((value) => Math.round(value * 65_535)))),
	});
}

/**
 * Makes a profile of more than 16 kB with tables that map colours to greys: the lightness is a power of
 * the largest channel, or of the paper that the most ink leaves.
 *
 * @param perceptual the power of the perceptual table
 * @param colorimetric the power of the colorimetric one
 */
export function tableProfile(
	perceptual: number,
	colorimetric: number,
	colourSpace: "RGB " | "CMYK" = "RGB ",
): Uint8Array {
	return profile(
		{
			desc: description("Table"),
			cprt: notice("Not stated"),
			wtpt: numbers("XYZ ", 0.9642, 1, 0.8249),
			A2B0: greyTable(perceptual, colourSpace),
			A2B1: greyTable(colorimetric, colourSpace),
		},
		{ version: 2, colourSpace, connectionSpace: "Lab " },
	);
}

/** Makes an element of type lut16 (ICC.1:2022, 10.10), in the encoding of Lab of version 2. */
function greyTable(power: number, colourSpace: "RGB " | "CMYK"): Uint8Array {
	const isInk = colourSpace === "CMYK";
	const [channels, points] = isInk ? [4, 9] : [3, 17];
	const entries = Array.from({ length: points ** channels }, (_, index) => {
		const levels = Array.from(
			{ length: channels },
			(_, i) => Math.floor(index / points ** i) % points,
		);
		const most = Math.max(...levels) / (points - 1);
		const lightness = (isInk ? 1 - most : most) ** power;
		return join(big(Math.round(lightness * 0xff00), 2), big(0x8000, 2), big(0x8000, 2));
	});
	const matrix = [1, 0, 0, 0, 1, 0, 0, 0, 1].map(fixed);
	const lines = (count: number) => Array.from({ length: count }, () => join(0, 0, 0xff, 0xff));
	return join(
		...["mft2", big(0, 4), channels, 3, points, 0, ...matrix, big(2, 2), big(2, 2)],
		...[...lines(channels), ...entries, ...lines(3)],
	);
}
