import { describe, expect, test } from "bun:test";
import { fileURLToPath } from "node:url";
import {
	COEFFICIENTS,
	HELD_OUT_ERRORS,
	MEASURED_PHOTOS,
	meanBytes,
	modelBytes,
} from "widthwise/tuning";
import { readEncodings } from "../../../bench/traffic/bytes/encodings.ts";
import { fitBytes, heldOutErrors } from "../../../bench/traffic/bytes/fit.ts";
import { leastSquares } from "../../../bench/traffic/bytes/least-squares.ts";

const csv = fileURLToPath(new URL("../../../bench/traffic/bytes/encodings.csv", import.meta.url));
const photos = readEncodings(await Bun.file(csv).text());
const FORMATS = ["webp", "jpeg", "avif"] as const;

describe("the model of bytes", () => {
	test("has a median error of at most 10 % on photos outside the fit, as recorded", () => {
		const errors = heldOutErrors(photos);
		for (const format of FORMATS) {
			expect(errors[format]).toBeLessThanOrEqual(0.1);
			expect(errors[format]).toBeCloseTo(HELD_OUT_ERRORS[format], 3);
		}
	});

	test("has the coefficients that the encodings give", () => {
		const fitted = fitBytes(photos);
		for (const format of FORMATS) {
			for (const [i, each] of COEFFICIENTS[format].entries()) {
				expect(fitted[format][i]).toBeCloseTo(each, 4);
			}
		}
		expect(MEASURED_PHOTOS.length).toBe(photos.length);
	});

	test("predicts more bytes for a larger width, which tuning in bytes requires", () => {
		for (const format of FORMATS) {
			const sizes = [
				meanBytes(format),
				...MEASURED_PHOTOS.map((photo) => (width: number) => modelBytes(photo, width, format)),
			];
			for (const size of sizes) {
				for (let width = 17; width <= 2560; width++) {
					expect(size(width)).toBeGreaterThan(size(width - 1));
				}
			}
		}
	});
});

test("least squares finds the coefficients of exact observations", () => {
	const real = [3, -2, 0.5];
	const observations = [0, 1, 2, 3, 4, 5].map((x) => {
		const features = [1, x, x * x];
		return { features, value: features.reduce((sum, each, i) => sum + each * (real[i] ?? 0), 0) };
	});
	for (const [i, found] of leastSquares(observations).entries()) {
		expect(found).toBeCloseTo(real[i] ?? 0, 9);
	}
	expect(() => leastSquares([{ features: [1, 2], value: 1 }])).toThrow("Too few");
});
