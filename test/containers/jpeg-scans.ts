import { big, join, noise } from "./bytes.ts";

/** Makes a marker segment of a JPEG. */
export function segment(marker: number, payload: Uint8Array): Uint8Array<ArrayBuffer> {
	return join(0xff, marker, big(payload.length + 2, 2), payload);
}

/** Two codes: 0 for a block without coefficients, and 10 for one of 8 bits (T.81, B.2.4.2). */
const CODES: Uint8Array = join(1, 1, new Uint8Array(14), 0, 8);

/** Defines the quantisation table 0. */
export const QUANTISATION: Uint8Array = segment(0xdb, join(0, "x".repeat(64)));

/** Defines the code 0 of DC coefficients, for {@link dcScan}. */
export const DC_CODES: Uint8Array = segment(0xc4, join(0, CODES));

/** Defines the code 0 of AC coefficients, for {@link acScan}. */
export const AC_CODES: Uint8Array = segment(0xc4, join(0x10, CODES));

/** Sets how many MCUs are between restart markers. */
export function restartInterval(mcus: number): Uint8Array {
	return segment(0xdd, big(mcus, 2));
}

/** Makes the DC scan of the three components of a progressive frame, 4:2:0. */
export function dcScan(mcus: number, interval: number, seed = 1): Uint8Array {
	const header = segment(0xda, join(3, 1, 0, 2, 0, 3, 0, 0, 0, 0));
	const codes = intervals(6 * mcus, 6 * interval, seed, () => "");
	return join(header, ...codes);
}

/** Makes the AC scan of the first component of a progressive frame. */
export function acScan(blocks: number, interval: number, seed = 1): Uint8Array {
	const header = segment(0xda, join(1, 1, 0, 1, 63, 0));
	// A block with a coefficient needs an end, which one without is.
	const codes = intervals(blocks, interval, seed, (hasCoefficient) => (hasCoefficient ? "0" : ""));
	return join(header, ...codes);
}

/** The codes of blocks, a fifth of them with a coefficient, with restart markers. */
function intervals(
	blocks: number,
	interval: number,
	seed: number,
	endOf: (hasCoefficient: boolean) => string,
): readonly Uint8Array[] {
	const values = noise(blocks, seed);
	const parts: Uint8Array[] = [];
	for (let start = 0; start < blocks; start += interval) {
		if (start > 0) parts.push(join(0xff, 0xd0 + ((start / interval - 1) & 7)));
		const bits = Array.from(values.subarray(start, start + interval), (value) => {
			const hasCoefficient = value < 50;
			// 255 - value has many ones, so that some bytes are FF.
			const code = hasCoefficient ? `10${(255 - value).toString(2)}` : "0";
			return code + endOf(hasCoefficient);
		});
		parts.push(packed(bits.join("")));
	}
	return parts;
}

/** T.81, F.1.2.3: the last byte is filled with ones, and a zero is stuffed after each FF. */
function packed(bits: string): Uint8Array {
	const bytes: number[] = [];
	for (let at = 0; at < bits.length; at += 8) {
		const byte = Number.parseInt(bits.slice(at, at + 8).padEnd(8, "1"), 2);
		bytes.push(byte, ...(byte === 0xff ? [0] : []));
	}
	return Uint8Array.from(bytes);
}
