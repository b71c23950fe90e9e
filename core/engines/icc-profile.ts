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

/** Colorants of sRGB adapted to D50, rows X, Y, Z of red, green, blue (IEC 61966-2-1, ICC.1 E). */
const SRGB_COLORANTS = {
	rXYZ: [0.4361, 0.2225, 0.0139],
	gXYZ: [0.3851, 0.7169, 0.0971],
	bXYZ: [0.1431, 0.0606, 0.7141],
} as const;

/** Differences below half an 8-bit step are not visible, and profiles round differently. */
const COLORANT_TOLERANCE = 0.003;
const CURVE_TOLERANCE = 0.002;

/**
 * Reads the header of an ICC profile and decides whether it is plain sRGB, by its numbers and not
 * by its name: some linear profiles are called sRGB too.
 *
 * Source: ICC.1:2022, 7.2 (header), 7.3 (tag table), 10.6 (curve), 10.18 (parametric curve).
 *
 * @returns `null` if the bytes are not an ICC profile.
 * @example
 * readIccProfile(bytes)?.isSrgb; // true
 */
export function readIccProfile(bytes: Uint8Array): IccProfile | null {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	if (bytes.length < 132 || text(view, 36) !== "acsp") return null;
	const colourSpace = text(view, 16);
	return { colourSpace, isSrgb: colourSpace === "RGB " && isSrgb(view) };
}

function isSrgb(view: DataView): boolean {
	const tags = tagTable(view);
	if (tags.has("A2B0")) return false;
	const colorantsMatch = Object.entries(SRGB_COLORANTS).every(([name, expected]) => {
		const at = tags.get(name);
		if (at === undefined || at + 20 > view.byteLength) return false;
		return expected.every(
			(value, i) => Math.abs(fixed(view, at + 8 + 4 * i) - value) < COLORANT_TOLERANCE,
		);
	});
	if (!colorantsMatch) return false;
	return ["rTRC", "gTRC", "bTRC"].every((name) => {
		const at = tags.get(name);
		if (at === undefined) return false;
		return [0.1, 0.25, 0.5, 0.75].every((x) => {
			const y = curveAt(view, at, x);
			return y !== null && Math.abs(y - srgbToLinear(x)) < CURVE_TOLERANCE;
		});
	});
}

function tagTable(view: DataView): Map<string, number> {
	const tags = new Map<string, number>();
	const count = Math.min(view.getUint32(128), 100);
	for (let i = 0; i < count && 144 + 12 * i <= view.byteLength; i++) {
		const entry = 132 + 12 * i;
		tags.set(text(view, entry), view.getUint32(entry + 4));
	}
	return tags;
}

function curveAt(view: DataView, at: number, x: number): number | null {
	if (at + 12 > view.byteLength) return null;
	const type = text(view, at);
	if (type === "curv") return sampledCurveAt(view, at, x);
	return type === "para" ? parametricCurveAt(view, at, x) : null;
}

function sampledCurveAt(view: DataView, at: number, x: number): number | null {
	const count = view.getUint32(at + 8);
	if (at + 12 + 2 * count > view.byteLength) return null;
	if (count === 0) return x;
	if (count === 1) return x ** (view.getUint16(at + 12) / 256);
	const sample = (i: number) => view.getUint16(at + 12 + 2 * i) / 65535;
	const position = x * (count - 1);
	const below = Math.floor(position);
	const above = Math.min(below + 1, count - 1);
	return sample(below) + (position - below) * (sample(above) - sample(below));
}

/** Only function type 3, which sRGB uses: (ax + b)^g for x >= d, cx below. */
function parametricCurveAt(view: DataView, at: number, x: number): number | null {
	if (view.getUint16(at + 8) !== 3 || at + 32 > view.byteLength) return null;
	const parameter = (i: number) => fixed(view, at + 12 + 4 * i);
	const [g, a, b, c, d] = [0, 1, 2, 3, 4].map(parameter);
	if (g === undefined || a === undefined || b === undefined) return null;
	if (c === undefined || d === undefined) return null;
	return x >= d ? (a * x + b) ** g : c * x;
}

function srgbToLinear(x: number): number {
	return x <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4;
}

/** s15Fixed16Number, ICC.1 4.6. */
function fixed(view: DataView, at: number): number {
	return view.getInt32(at) / 65536;
}

function text(view: DataView, at: number): string {
	return String.fromCharCode(...[0, 1, 2, 3].map((i) => view.getUint8(at + i)));
}
