import type { ImageFormat } from "../../url/format.ts";
import type { Coefficients, PhotoBytes } from "./byte-model.ts";

// Written by bench/traffic/bytes/fit-main.ts from encodings.csv: 14 real photos, encoded by our engines at our
// qualities.

/** The coefficients of the model's features, by format. */
export const COEFFICIENTS: Coefficients = {
	webp: [-0.03885, 0.48096, -0.19607, 0.70656, 0.121, -0.08859, 0.13571],
	jpeg: [0.33741, 1.09361, 0.00157, 0.37748, 0.03698, -0.40266, 0.11775],
	avif: [-0.69879, 0.65713, -0.17835, 0.57075, 0.15026, -0.16434, 0.20702],
};

/** The median error on photos outside the fit, as a share of the real bytes. */
export const HELD_OUT_ERRORS: Readonly<Record<ImageFormat, number>> = {
	webp: 0.0711,
	jpeg: 0.0647,
	avif: 0.0906,
};

/** The measured photos, with the model's parameters. */
export const MEASURED_PHOTOS: readonly PhotoBytes[] = [
	{ aspect: 1.4997, referenceBytes: 18616, largeBytes: 47674 },
	{ aspect: 1.8657, referenceBytes: 51676, largeBytes: 153150 },
	{ aspect: 1.4997, referenceBytes: 45090, largeBytes: 110524 },
	{ aspect: 1.3333, referenceBytes: 42888, largeBytes: 174846 },
	{ aspect: 1.6, referenceBytes: 22870, largeBytes: 47014 },
	{ aspect: 1.5032, referenceBytes: 49182, largeBytes: 124422 },
	{ aspect: 1.3333, referenceBytes: 63110, largeBytes: 146226 },
	{ aspect: 1.7778, referenceBytes: 16692, largeBytes: 42014 },
	{ aspect: 0.6625, referenceBytes: 12286, largeBytes: 29828 },
	{ aspect: 1.3361, referenceBytes: 68536, largeBytes: 282258 },
	{ aspect: 2.3315, referenceBytes: 17218, largeBytes: 69986 },
	{ aspect: 1.5, referenceBytes: 43180, largeBytes: 161336 },
	{ aspect: 1.4997, referenceBytes: 5050, largeBytes: 10896 },
	{ aspect: 1.6, referenceBytes: 10312, largeBytes: 24456 },
];
