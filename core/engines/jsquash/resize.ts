import { type Kernel, lanczosKernel } from "./lanczos.ts";
import type { Pixels } from "./pixels.ts";

/**
 * Resizes with Lanczos3, as vips does: colours weighted with their alpha, not in linear light. Only a few
 * rows are held beside source and result, where jSquash's resizer holds whole pictures of 32-bit numbers
 * (75 MB for a tall mezzanine); it takes the same time.
 *
 * @param size pixels
 *
 * @returns the same pixels if they have this size
 *
 * @example
 * const half = resize(pixels, { width: 640, height: 427 });
 */
export function resize(
	pixels: Pixels,
	size: { readonly width: number; readonly height: number },
): Pixels {
	const { width, height } = size;
	if (pixels.width === width && pixels.height === height) return pixels;
	const across = lanczosKernel(pixels.width, width);
	const down = lanczosKernel(pixels.height, height);
	const rgba = new Uint8ClampedArray(width * height * 4);
	const rows = createRows(pixels, across, down.maxTaps);
	const sum = new Float32Array(width * 4);
	for (let y = 0; y < height; y++) {
		sum.fill(0);
		const start = down.starts[y] ?? 0;
		for (let tap = 0; tap < (down.taps[y] ?? 0); tap++) {
			addRow(sum, rows(start + tap), down.weights[y * down.maxTaps + tap] ?? 0);
		}
		writeRow(rgba, y * width * 4, sum);
	}
	return { width, height, rgba };
}

/** Returns rows of the source at the width of the result. The last `count` of them stay in memory. */
function createRows(
	pixels: Pixels,
	across: Kernel,
	count: number,
): (index: number) => Float32Array {
	const rows = Array.from({ length: count }, () => new Float32Array(across.starts.length * 4));
	let done = 0;
	return (index) => {
		for (; done <= index; done++) {
			const row = rows[done % count];
			if (row) resizeRow(row, pixels, done, across);
		}
		return rows[index % count] ?? new Float32Array(0);
	};
}

/** Writes colours times alpha, and alpha. */
function resizeRow(row: Float32Array, { width, rgba }: Pixels, y: number, kernel: Kernel): void {
	const { starts, taps, weights, maxTaps } = kernel;
	for (let x = 0; x < starts.length; x++) {
		let [red, green, blue, alpha] = [0, 0, 0, 0];
		let at = (y * width + (starts[x] ?? 0)) * 4;
		const end = x * maxTaps + (taps[x] ?? 0);
		for (let tap = x * maxTaps; tap < end; tap++, at += 4) {
			const weight = (weights[tap] ?? 0) * (rgba[at + 3] ?? 0);
			red += weight * (rgba[at] ?? 0);
			green += weight * (rgba[at + 1] ?? 0);
			blue += weight * (rgba[at + 2] ?? 0);
			alpha += weight;
		}
		row[x * 4] = red;
		row[x * 4 + 1] = green;
		row[x * 4 + 2] = blue;
		row[x * 4 + 3] = alpha;
	}
}

function addRow(sum: Float32Array, row: Float32Array, weight: number): void {
	for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] ?? 0) + weight * (row[i] ?? 0);
}

/** Divides colours by alpha again. A clamped array rounds; what is clear has no colour. */
function writeRow(rgba: Uint8ClampedArray, start: number, row: Float32Array): void {
	for (let i = 0; i < row.length; i += 4) {
		const alpha = row[i + 3] ?? 0;
		if (alpha < 0.5) continue;
		for (let c = 0; c < 3; c++) rgba[start + i + c] = (row[i + c] ?? 0) / alpha;
		rgba[start + i + 3] = alpha;
	}
}
