import type { ColourCoding } from "../../formats/colour/coding.ts";
import { xyzOf } from "./matrix.ts";
import { hlgGain, PQ_NITS, toneGain, WHITE_NITS } from "./tone-map.ts";
import { linearCurve } from "./transfer.ts";

/** Coded pixels, interleaved: grey or RGB, with or without alpha. */
export type CodedPixels = {
	/** All of the type's values are used: 255 or 65,535 is the brightest. */
	readonly samples: Uint8Array | Uint16Array;
	readonly channels: 1 | 2 | 3 | 4;
};

/** Reads the linear light of one pixel: red, green and blue, 1 for white, into `light`. */
export type ReadLight = (pixel: number, light: Float64Array) => void;

/** The number of pixels from which the peak of an HDR picture is estimated. */
const MAX_SAMPLED = 65_536;

/** The share of pixels that are at most as bright as the peak; the rest are sparks and noise. */
const PEAK_SHARE = 0.999;

/**
 * Makes the function that decodes pixels to linear light, in the picture's own primaries. HDR becomes
 * SDR: HLG by the display's transfer function (BT.2100), then the brightest by BT.2390's roll-off, from
 * the picture's own peak, because many files name none or a wrong one.
 *
 * @example
 * const read = lightReader({ samples, channels: 3 }, coding);
 * const light = new Float64Array(3);
 * read(0, light);
 */
export function lightReader(pixels: CodedPixels, coding: ColourCoding): ReadLight {
	const { transfer } = coding;
	if (transfer === "pq") return toneMapped(pixels, decoder(pixels, coding, PQ_NITS / WHITE_NITS));
	if (transfer !== "hlg") return decoder(pixels, coding, 1);
	const scene = decoder(pixels, coding, 1);
	const gain = hlgGain(xyzOf(coding.primaries)[1]);
	return toneMapped(pixels, (pixel, light) => {
		scene(pixel, light);
		scale(light, gain(light[0] ?? 0, light[1] ?? 0, light[2] ?? 0));
	});
}

/** Decodes with a table of the transfer. */
function decoder(
	{ samples, channels }: CodedPixels,
	{ transfer }: ColourCoding,
	white: number,
): ReadLight {
	const max = samples instanceof Uint8Array ? 255 : 65_535;
	const curve = linearCurve(transfer);
	const table = Float64Array.from({ length: max + 1 }, (_, value) => white * curve(value / max));
	const [green, blue] = channels < 3 ? [0, 0] : [1, 2];
	return (pixel, light) => {
		const at = pixel * channels;
		light[0] = table[samples[at] ?? 0] ?? 0;
		light[1] = table[samples[at + green] ?? 0] ?? 0;
		light[2] = table[samples[at + blue] ?? 0] ?? 0;
	};
}

function toneMapped(pixels: CodedPixels, read: ReadLight): ReadLight {
	const gain = toneGain(peakOf(pixels, read));
	return (pixel, light) => {
		read(pixel, light);
		scale(light, gain(largest(light)));
	};
}

function peakOf({ samples, channels }: CodedPixels, read: ReadLight): number {
	const count = Math.floor(samples.length / channels);
	const sampled = new Float64Array(Math.min(count, MAX_SAMPLED));
	const light = new Float64Array(3);
	for (let i = 0; i < sampled.length; i++) {
		read(Math.floor((i * count) / sampled.length), light);
		sampled[i] = largest(light);
	}
	return sampled.sort()[Math.ceil(PEAK_SHARE * (sampled.length - 1))] ?? 1;
}

function largest(light: Float64Array): number {
	return Math.max(light[0] ?? 0, light[1] ?? 0, light[2] ?? 0);
}

function scale(light: Float64Array, factor: number): void {
	for (let i = 0; i < 3; i++) light[i] = (light[i] ?? 0) * factor;
}
