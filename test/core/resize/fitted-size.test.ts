import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { encodedSize } from "../../../core/engines/crop.ts";
import { type Box, fittedSize } from "../../../core/resize/fitted-size.ts";

const side = fc.integer({ min: 1, max: 16383 });
const size = fc.record({ width: side, height: side });

/** Whether a size has the ratio of another, but for the rounding of each side to whole pixels. */
function isSimilar(
	found: { readonly width: number; readonly height: number },
	exact: { readonly width: number; readonly height: number },
): boolean {
	// A side that is less than half a pixel is one pixel.
	if (found.width === 1 || found.height === 1) return true;
	const ratio = exact.width / exact.height;
	const min = (found.width - 0.51) / (found.height + 0.51);
	const max = (found.width + 0.51) / (found.height - 0.51);
	return ratio > min && ratio < max;
}

describe("fittedSize", () => {
	test("inside keeps the ratio within the box, and touches it or the picture's own size", () => {
		fc.assert(
			fc.property(size, size, (picture, box) => {
				const found = fittedSize(picture, { ...box, fit: "inside" });
				expect(found.crop).toBeUndefined();
				expect(found.width).toBeWithin(1, Math.min(box.width, picture.width) + 1);
				expect(found.height).toBeWithin(1, Math.min(box.height, picture.height) + 1);
				expect(isSimilar(found, picture)).toBe(true);
				const touches = found.width === box.width || found.height === box.height;
				expect(touches || found.width === picture.width).toBe(true);
			}),
		);
	});

	test("inside without a height is as wide as asked for, or as the picture", () => {
		fc.assert(
			fc.property(size, side, (picture, width) => {
				fc.pre((picture.height * width) / picture.width <= 16383);
				const found = fittedSize(picture, { width, height: undefined, fit: "inside" });
				expect(found.width).toBe(Math.min(width, picture.width));
				expect(isSimilar(found, picture)).toBe(true);
			}),
		);
	});

	test("cover fills the box exactly, or is the largest part of the picture with its ratio", () => {
		fc.assert(
			fc.property(size, size, (picture, box) => {
				const found = fittedSize(picture, { ...box, fit: "cover" });
				const encoded = encodedSize(found);
				const isLargeEnough = picture.width >= box.width && picture.height >= box.height;
				if (isLargeEnough) expect(encoded).toEqual(box);
				else {
					expect(isSimilar(encoded, box)).toBe(true);
					expect(encoded.width === picture.width || encoded.height === picture.height).toBe(true);
				}
			}),
		);
	});

	test("cover resizes without distortion, and cuts off at two sides at most", () => {
		fc.assert(
			fc.property(size, size, (picture, box) => {
				const found = fittedSize(picture, { ...box, fit: "cover" });
				const encoded = encodedSize(found);
				expect(isSimilar(found, picture)).toBe(true);
				expect(found.width).toBeWithin(encoded.width, picture.width + 1);
				expect(found.height).toBeWithin(encoded.height, picture.height + 1);
				expect(found.width === encoded.width || found.height === encoded.height).toBe(true);
				if (found.crop)
					expect(found.crop).not.toEqual({ width: found.width, height: found.height });
			}),
		);
	});

	test.each<[string, Box, ReturnType<typeof fittedSize>]>([
		["a box", { width: 400, height: 400, fit: "inside" }, { width: 400, height: 267 }],
		["a width", { width: 300, height: undefined, fit: "inside" }, { width: 300, height: 200 }],
		[
			"too large a box",
			{ width: 9000, height: 9000, fit: "inside" },
			{ width: 6000, height: 4000 },
		],
		[
			"a square",
			{ width: 400, height: 400, fit: "cover" },
			{ width: 600, height: 400, crop: { width: 400, height: 400 } },
		],
		["its own ratio", { width: 600, height: 400, fit: "cover" }, { width: 600, height: 400 }],
		[
			"too large a square",
			{ width: 8000, height: 8000, fit: "cover" },
			{ width: 6000, height: 4000, crop: { width: 4000, height: 4000 } },
		],
	])("fits 6000 x 4000 into %s", (_, box, expected) => {
		expect(fittedSize({ width: 6000, height: 4000 }, box)).toEqual(expected);
	});
});
