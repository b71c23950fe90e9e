import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { type OutputFacts, predictRender, type SourceFacts } from "../../../core/cost/cost.ts";
import { BUN_COSTS, costsOf, VIPS_COSTS } from "../../../core/cost/engine-costs.ts";
import { IMAGE_TYPES } from "../../../core/formats/tables/input.ts";

const side = fc.integer({ min: 1, max: 20_000 });

const source: fc.Arbitrary<SourceFacts> = fc.record({
	type: fc.constantFrom(...IMAGE_TYPES),
	width: side,
	height: side,
	isProgressive: fc.boolean(),
	depth: fc.constantFrom(8, 10, 16),
	fileBytes: fc.integer({ min: 0, max: 200_000_000 }),
});

const output: fc.Arbitrary<OutputFacts> = fc.record({
	width: side,
	height: side,
	format: fc.constantFrom("jpeg", "webp", "avif"),
});

const outputs = fc.array(output, { maxLength: 5 });
const costs = fc.constantFrom(VIPS_COSTS, BUN_COSTS);

/** Whether what may be larger never costs less. */
function expectNoLess(
	larger: ReturnType<typeof predictRender>,
	smaller: ReturnType<typeof predictRender>,
): void {
	expect(larger.seconds).toBeGreaterThanOrEqual(smaller.seconds);
	expect(larger.bytes).toBeGreaterThanOrEqual(smaller.bytes);
}

describe("a prediction", () => {
	test("is a positive number of seconds and of bytes", () => {
		fc.assert(
			fc.property(source, outputs, costs, (from, made, engine) => {
				const { seconds, bytes } = predictRender(from, made, engine);
				expect(Number.isFinite(seconds) && seconds > 0).toBe(true);
				expect(Number.isFinite(bytes) && bytes > 0).toBe(true);
			}),
		);
	});

	test("never falls with pixels, depth, bytes, interlacing or outputs", () => {
		fc.assert(
			fc.property(source, outputs, output, costs, side, (from, made, another, engine, more) => {
				const cost = predictRender(from, made, engine);
				for (const larger of [
					{ ...from, width: from.width + more },
					{ ...from, height: from.height + more },
					{ ...from, fileBytes: (from.fileBytes ?? 0) + more },
					{ ...from, depth: 16 },
					{ ...from, isProgressive: true },
				]) {
					expectNoLess(predictRender(larger, made, engine), cost);
				}
				expectNoLess(predictRender(from, [...made, another], engine), cost);
				const wider = { ...another, width: another.width + more };
				expectNoLess(predictRender(from, [wider], engine), predictRender(from, [another], engine));
			}),
		);
	});

	// Seconds of processor time as measured, with the machine that the tables name.
	test.each([
		["a 1280 px WebP from 20 MP", "jpeg", 5472, 3728, 1280, "webp", 0.32],
		["a 2560 px AVIF from 2560 px", "jpeg", 2560, 1440, 2560, "avif", 4.24],
		["a 640 px AVIF from 1280 px", "jpeg", 1280, 720, 640, "avif", 0.43],
		["a 64 px JPEG from a PNG of 17 MP", "png", 5472, 3078, 64, "jpeg", 0.46],
		["a 64 px JPEG from an AVIF of 17 MP", "avif", 5472, 3078, 64, "jpeg", 2.12],
	] as const)(
		"of %s is within a factor of two",
		(_, type, width, height, made, format, seconds) => {
			const target = { width: made, height: Math.round((made * height) / width), format };
			const ratio = predictRender({ type, width, height }, [target], VIPS_COSTS).seconds / seconds;
			expect(ratio).toBeGreaterThan(0.5);
			expect(ratio).toBeLessThan(2);
		},
	);

	test("for an engine that is not in the tables is that of the slower one", () => {
		expect(costsOf({ name: "bun" })).toBe(BUN_COSTS);
		expect(costsOf({ name: "another" })).toBe(VIPS_COSTS);
	});
});
