import { readPng } from "../../core/engines/bun/png-pixels.ts";
import { decodeWithVips } from "./painter.ts";
import { colourAt, type Pixels } from "./pixels.ts";

/**
 * Decodes a picture; except for AVIF with Bun's decoder, which is independent of the `vips` engine.
 */
export async function readPixels(bytes: Uint8Array): Promise<Pixels> {
	if (isAvif(bytes)) {
		const image = decodeWithVips(bytes);
		const { width, height } = image;
		const channels = image.hasAlpha() ? 4 : 3;
		return { width, height, channels, data: new Uint8Array(image.writeToMemory().buffer) };
	}
	const image = new Bun.Image(bytes, { autoOrient: false });
	// Compressing and filtering would take most of the time.
	const png = await image.png({ compressionLevel: 0 }).bytes();
	const { width, height, channels, pixels } = readPng(png);
	return { width, height, channels, data: pixels };
}

/** Returns the largest difference between two colours in any channel. */
export function distance(a: readonly number[], b: readonly number[]): number {
	return Math.max(...b.map((channel, i) => Math.abs(channel - (a[i] ?? 0))));
}

/**
 * Returns the colours in the middle of the quadrants: top left, top right, bottom left, bottom
 * right.
 */
export function quarterColours(pixels: Pixels): readonly (readonly number[])[] {
	const [x, y] = [Math.floor(pixels.width / 4), Math.floor(pixels.height / 4)];
	const [right, below] = [pixels.width - 1 - x, pixels.height - 1 - y];
	const centres = [
		[x, y],
		[right, y],
		[x, below],
		[right, below],
	] as const;
	return centres.map(([u, v]) => colourAt(pixels, u, v));
}

/** Returns the mean of each of the first three channels. */
export function meanColour({ data, channels }: Pixels): readonly number[] {
	const sums = [0, 0, 0];
	for (let i = 0; i < data.length; i += channels) {
		for (let c = 0; c < 3; c++) sums[c] = (sums[c] ?? 0) + (data[i + c] ?? 0);
	}
	return sums.map((sum) => sum / (data.length / channels));
}

/** Whether bytes contain Latin-1 text. */
export function contains(bytes: Uint8Array, text: string): boolean {
	return new TextDecoder("latin1").decode(bytes).includes(text);
}

function isAvif(bytes: Uint8Array): boolean {
	return contains(bytes.subarray(0, 32), "ftypavif");
}
