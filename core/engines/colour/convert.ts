import {
	BT709,
	type ColourCoding,
	DISPLAY_P3,
	type Primaries,
} from "../../formats/colour/coding.ts";
import { type CodedPixels, lightReader } from "./light.ts";
import { type Matrix, primariesMatrix } from "./matrix.ts";
import { srgbOfLinear } from "./transfer.ts";

/** What pixels are converted to: both with sRGB's curve, in 8 bits. */
export type TargetSpace = "sRGB" | "Display P3";

const TARGETS: Readonly<Record<TargetSpace, Primaries>> = {
	sRGB: BT709,
	"Display P3": DISPLAY_P3,
};

/** What is missing in sRGB, in linear light, before a picture becomes Display P3. */
const MAX_CLIPPED = 0.06;

/** The parts of the table that codes linear light: fine enough for the darkest step of 8 bits. */
const CODE_STEPS = 65_535;

/**
 * Chooses the smaller space that holds a picture's colours: sRGB also for the primaries of older
 * television, which are nearly the same.
 *
 * @example
 * targetSpace({ primaries: DISPLAY_P3, transfer: "srgb" }); // "Display P3"
 */
export function targetSpace({ primaries }: ColourCoding): TargetSpace {
	const smallest = Math.min(...primariesMatrix(primaries, BT709).flat());
	return smallest < -MAX_CLIPPED ? "Display P3" : "sRGB";
}

/**
 * Converts pixels to a space that browsers show, in linear light. Colours outside of the space are
 * clipped, as browsers do.
 *
 * @returns RGB or RGBA of 8 bits, interleaved; not premultiplied
 *
 * @example
 * const rgb = convertPixels({ samples, channels: 3 }, coding, targetSpace(coding));
 */
export function convertPixels(
	pixels: CodedPixels,
	coding: ColourCoding,
	target: TargetSpace,
): Uint8Array<ArrayBuffer> {
	const { samples, channels } = pixels;
	const hasAlpha = channels === 2 || channels === 4;
	const step = hasAlpha ? 4 : 3;
	const count = Math.floor(samples.length / channels);
	const alphaBits = samples instanceof Uint8Array ? 0 : 8;
	const read = lightReader(pixels, coding);
	const change = primariesMatrix(coding.primaries, TARGETS[target]);
	const write = createWriter(change);
	const light = new Float64Array(3);
	const out = new Uint8Array(count * step);
	for (let pixel = 0; pixel < count; pixel++) {
		read(pixel, light);
		write(light, out, pixel * step);
		if (!hasAlpha) continue;
		out[pixel * step + 3] = (samples[(pixel + 1) * channels - 1] ?? 0) >> alphaBits;
	}
	return out;
}

/** Makes the function that changes the primaries of a pixel and codes it. */
function createWriter([a, b, c]: Matrix): (
	light: Float64Array,
	out: Uint8Array,
	at: number,
) => void {
	const codes = Uint8Array.from({ length: CODE_STEPS + 1 }, (_, step) =>
		Math.round(255 * srgbOfLinear(step / CODE_STEPS)),
	);
	const code = (light: number): number =>
		codes[Math.round(Math.max(0, Math.min(1, light)) * CODE_STEPS)] ?? 0;
	return (light, out, at) => {
		// Destructuring would iterate, which takes longer than all the rest.
		const red = light[0] ?? 0;
		const green = light[1] ?? 0;
		const blue = light[2] ?? 0;
		out[at] = code(a[0] * red + a[1] * green + a[2] * blue);
		out[at + 1] = code(b[0] * red + b[1] * green + b[2] * blue);
		out[at + 2] = code(c[0] * red + c[1] * green + c[2] * blue);
	};
}
