/** The weights with which source pixels of a row or column make up those of the result. */
export type Kernel = {
	/** The most source pixels that make up one. */
	readonly maxTaps: number;
	/** The first source pixel, by pixel of the result. */
	readonly starts: Int32Array;
	/** The number of source pixels, by pixel of the result. */
	readonly taps: Int32Array;
	/** Their weights, `maxTaps` for each pixel of the result. Those of one pixel add up to 1. */
	readonly weights: Float32Array;
};

/** Lanczos3: three lobes on each side. */
const LOBES = 3;

/**
 * Computes the weights of Lanczos3, stretched so that a smaller result keeps no detail that it cannot
 * show.
 *
 * Turkowski, "Filters for common resampling tasks", 1990.
 *
 * @param from pixels of the source
 * @param to pixels of the result
 *
 * @example
 * const { starts, taps } = lanczosKernel(1280, 640);
 */
export function lanczosKernel(from: number, to: number): Kernel {
	const scale = from / to;
	const stretch = Math.max(1, scale);
	const support = LOBES * stretch;
	const maxTaps = Math.min(from, Math.ceil(2 * support) + 1);
	const [starts, taps] = [new Int32Array(to), new Int32Array(to)];
	const weights = new Float32Array(to * maxTaps);
	for (let i = 0; i < to; i++) {
		// The middle of pixel i, between the pixels of the source.
		const middle = (i + 0.5) * scale - 0.5;
		const start = Math.max(0, Math.ceil(middle - support));
		const end = Math.min(from - 1, Math.floor(middle + support));
		starts[i] = start;
		taps[i] = end - start + 1;
		const own = weights.subarray(i * maxTaps, i * maxTaps + end - start + 1);
		for (let tap = 0; tap < own.length; tap++) own[tap] = lanczos((start + tap - middle) / stretch);
		const sum = own.reduce((total, weight) => total + weight, 0);
		for (let tap = 0; tap < own.length; tap++) own[tap] = (own[tap] ?? 0) / sum;
	}
	return { maxTaps, starts, taps, weights };
}

function lanczos(x: number): number {
	return Math.abs(x) < LOBES ? sinc(x) * sinc(x / LOBES) : 0;
}

function sinc(x: number): number {
	return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}
