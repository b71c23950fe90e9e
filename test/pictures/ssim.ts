import type { Pixels } from "./pixels.ts";

/** Pixels from one window to the next. A window has two such blocks on a side. */
const STEP = 4;
const WINDOW_PIXELS = (2 * STEP) ** 2;

/** The constants of the paper for 8 bits: (0.01 * 255)² and (0.03 * 255)². */
const [C1, C2] = [6.5025, 58.5225];

/**
 * Returns the structural similarity of two pictures of the same size, in grey: 1 if they are the same.
 *
 * Wang, Bovik, Sheikh and Simoncelli, "Image quality assessment: from error visibility to structural
 * similarity", 2004, with square windows.
 */
export function ssim(a: Pixels, b: Pixels): number {
	if (a.width !== b.width || a.height !== b.height) throw new RangeError("Not of one size");
	const [columns, rows] = [Math.floor(a.width / STEP), Math.floor(a.height / STEP)];
	const sums = blockSums(greyOf(a), greyOf(b), a.width, columns, rows);
	let sum = 0;
	for (let row = 0; row + 1 < rows; row++) {
		for (let column = 0; column + 1 < columns; column++) {
			sum += windowSsim(sums, (row * columns + column) * 5, columns * 5);
		}
	}
	return sum / ((columns - 1) * (rows - 1));
}

/** Of each block, the sums of both pictures, of their squares and of their products. */
function blockSums(
	a: Float32Array,
	b: Float32Array,
	width: number,
	columns: number,
	rows: number,
): Float64Array {
	const sums = new Float64Array(columns * rows * 5);
	for (let y = 0; y < rows * STEP; y++) {
		for (let x = 0; x < columns * STEP; x++) {
			const p = a[y * width + x] ?? 0;
			const q = b[y * width + x] ?? 0;
			const at = (Math.floor(y / STEP) * columns + Math.floor(x / STEP)) * 5;
			sums[at] = (sums[at] ?? 0) + p;
			sums[at + 1] = (sums[at + 1] ?? 0) + q;
			sums[at + 2] = (sums[at + 2] ?? 0) + p * p;
			sums[at + 3] = (sums[at + 3] ?? 0) + q * q;
			sums[at + 4] = (sums[at + 4] ?? 0) + p * q;
		}
	}
	return sums;
}

function windowSsim(sums: Float64Array, at: number, stride: number): number {
	const meanOf = (index: number) =>
		((sums[at + index] ?? 0) +
			(sums[at + 5 + index] ?? 0) +
			(sums[at + stride + index] ?? 0) +
			(sums[at + stride + 5 + index] ?? 0)) /
		WINDOW_PIXELS;
	const meanA = meanOf(0);
	const meanB = meanOf(1);
	const variances = meanOf(2) - meanA * meanA + (meanOf(3) - meanB * meanB);
	const covariance = meanOf(4) - meanA * meanB;
	return (
		((2 * meanA * meanB + C1) * (2 * covariance + C2)) /
		((meanA * meanA + meanB * meanB + C1) * (variances + C2))
	);
}

/** ITU-R BT.601. */
function greyOf({ width, height, channels, data }: Pixels): Float32Array {
	const grey = new Float32Array(width * height);
	for (let pixel = 0, at = 0; pixel < grey.length; pixel++, at += channels) {
		grey[pixel] =
			0.299 * (data[at] ?? 0) + 0.587 * (data[at + 1] ?? 0) + 0.114 * (data[at + 2] ?? 0);
	}
	return grey;
}
