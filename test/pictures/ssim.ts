import type { Pixels } from "./pixels.ts";

/** Pixels on a side of a window, and from one window to the next. */
const WINDOW = 8;
const STEP = 4;

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
	const [greyA, greyB] = [greyOf(a), greyOf(b)];
	let sum = 0;
	let windows = 0;
	for (let y = 0; y + WINDOW <= a.height; y += STEP) {
		for (let x = 0; x + WINDOW <= a.width; x += STEP) {
			sum += windowSsim(greyA, greyB, y * a.width + x, a.width);
			windows++;
		}
	}
	return sum / windows;
}

function windowSsim(a: Float32Array, b: Float32Array, start: number, stride: number): number {
	let [sumA, sumB, squareA, squareB, product] = [0, 0, 0, 0, 0];
	for (let y = 0; y < WINDOW; y++) {
		for (let x = 0; x < WINDOW; x++) {
			const [p = 0, q = 0] = [a[start + y * stride + x], b[start + y * stride + x]];
			sumA += p;
			sumB += q;
			squareA += p * p;
			squareB += q * q;
			product += p * q;
		}
	}
	const count = WINDOW * WINDOW;
	const [meanA, meanB] = [sumA / count, sumB / count];
	const variances = squareA / count - meanA * meanA + (squareB / count - meanB * meanB);
	const covariance = product / count - meanA * meanB;
	return (
		((2 * meanA * meanB + C1) * (2 * covariance + C2)) /
		((meanA * meanA + meanB * meanB + C1) * (variances + C2))
	);
}

/** ITU-R BT.601. */
function greyOf({ width, height, channels, data }: Pixels): Float32Array {
	return Float32Array.from({ length: width * height }, (_, pixel) => {
		const at = pixel * channels;
		return 0.299 * (data[at] ?? 0) + 0.587 * (data[at + 1] ?? 0) + 0.114 * (data[at + 2] ?? 0);
	});
}
