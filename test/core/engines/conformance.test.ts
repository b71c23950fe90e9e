import { describe, expect, test } from "bun:test";
import type { Output } from "../../../core/engines/engine.ts";
import { publicProfile } from "../../../core/formats/icc/public-profile.ts";
import {
	builtInProfile,
	drawnOnce,
	encode,
	encodedQuadrants,
	frames,
	imageOf,
	withMetadata,
	withProfile,
} from "../../pictures/painter.ts";
import {
	BLUE,
	colourAt,
	GREEN,
	paint,
	quadrants,
	RED,
	storedAs,
	YELLOW,
} from "../../pictures/pixels.ts";
import { contains, distance, quarterColours, readPixels } from "../../pictures/read.ts";
import { enginesUnderTest } from "./engines-under-test.ts";
// One file for Bun: another process would start all engines again.
import "./conformance-errors.ts";
import "./conformance-uploads.ts";

const UPRIGHT = [RED, GREEN, BLUE, YELLOW];

async function expectUpright(bytes: Uint8Array, tolerance = 24) {
	const colours = quarterColours(await readPixels(bytes));
	const worst = colours.map((colour, i) => distance(colour, UPRIGHT[i] ?? []));
	expect(Math.max(...worst)).toBeLessThan(tolerance);
}

describe.each(enginesUnderTest)("engine $engine.name", ({ engine, ...can }) => {
	const render = async (source: Uint8Array, output: Partial<Output>) => {
		const complete: Output = { width: 48, height: 32, format: "webp", quality: 90, ...output };
		const [picture] = await engine.render(source, [complete]);
		if (!picture) throw new Error("nothing rendered");
		return picture.bytes;
	};

	test("is sandboxed, unless it is native and takes no uploads", () => {
		expect(engine.isSandboxed).toBe(engine.name !== "bun");
		if (can.takesUploads) expect(engine.isSandboxed).toBe(true);
	});

	test.each(engine.decodes)("decodes %s", async (type) => {
		await expectUpright(await render(encodedQuadrants(type), {}));
	});

	test.each(engine.encodes)("encodes %s at exactly the requested size", async (format) => {
		for (const [width, height] of [
			[48, 32],
			[31, 57],
			[1, 1],
			[96, 64],
		] as const) {
			const bytes = await render(encodedQuadrants("jpeg"), { format, width, height });
			expect(await readPixels(bytes)).toMatchObject({ width, height });
		}
		await expectUpright(await render(encodedQuadrants("jpeg"), { format }));
	});

	test("returns many outputs in the requested order, sizes and formats", async () => {
		const outputs = [
			{ width: 10, height: 7, format: "jpeg", quality: 70 },
			{ width: 96, height: 64, format: "jpeg", quality: 90 },
			{ width: 24, height: 16, format: "webp", quality: 70 },
			{ width: 80, height: 53, format: "webp", quality: 70 },
			{ width: 24, height: 16, format: "jpeg", quality: 70 },
		] as const;
		const rendered = await engine.render(encodedQuadrants("jpeg"), outputs);
		expect(rendered.map(({ bytes, ...rest }) => rest)).toEqual(
			outputs.map(({ quality, ...rest }) => rest),
		);
		for (const [i, { bytes }] of rendered.entries()) {
			const { width = 0, height = 0, format } = outputs[i] ?? {};
			expect(await readPixels(bytes)).toMatchObject({ width, height });
			expect(contains(bytes.subarray(0, 16), "WEBP")).toBe(format === "webp");
			await expectUpright(bytes, 60);
		}
	});

	test("keeps the detail of a large output after a small one", async () => {
		const stripes = drawnOnce("jpeg of wide stripes", () => {
			const pixels = paint(96, 64, 3, (x) => (x % 16 < 8 ? [0, 0, 0] : [255, 255, 255]));
			return encode(imageOf(pixels), "jpeg");
		});
		const small = { width: 6, height: 4, format: "webp", quality: 90 } as const;
		const rendered = await engine.render(stripes, [small, { ...small, width: 96, height: 64 }]);
		const pixels = await readPixels(rendered[1]?.bytes ?? new Uint8Array());
		expect(distance(colourAt(pixels, 4, 30), [0, 0, 0])).toBeLessThan(20);
		expect(distance(colourAt(pixels, 12, 30), [255, 255, 255])).toBeLessThan(20);
	});

	test("returns nothing if there are no outputs", async () => {
		expect(await engine.render(encodedQuadrants("jpeg"), [])).toEqual([]);
	});

	test("does not change the source, even if it is part of a larger buffer", async () => {
		const picture = encodedQuadrants("jpeg");
		const buffer = new Uint8Array(picture.length + 200).fill(7);
		buffer.set(picture, 100);
		const before = buffer.slice();
		const view = buffer.subarray(100, 100 + picture.length);
		await expectUpright(await render(view, {}));
		expect(view.length).toBe(picture.length);
		expect(buffer).toEqual(before);
	});

	test.each([1, 2, 3, 4, 5, 6, 7, 8])(
		"rotates EXIF orientation %i upright",
		async (orientation) => {
			const source = drawnOnce(`jpeg stored as ${orientation}`, () => {
				const stored = imageOf(storedAs(orientation, quadrants(96, 64)));
				return encode(withMetadata(stored, orientation), "jpeg");
			});
			expect(contains(source, "Exif")).toBe(true);
			await expectUpright(await render(source, {}));
			await expectUpright(await render(source, { format: "jpeg" }), 40);
		},
	);

	test.each(engine.encodes)("writes no metadata into %s", async (format) => {
		const source = drawnOnce("jpeg with metadata", () =>
			withMetadata(imageOf(quadrants(96, 64))).jpegsaveBuffer({ Q: 95 }),
		);
		expect(contains(source, "Secret Camera") && contains(source, "secret-xmp")).toBe(true);
		const bytes = await render(source, { format });
		for (const text of ["Exif", "EXIF", "XMP", "xmp", "Secret"]) {
			expect({ text, found: contains(bytes, text) }).toEqual({ text, found: false });
		}
	});

	test("keeps alpha in WebP and replaces it with white in JPEG", async () => {
		const source = drawnOnce("webp half transparent", () => {
			const half = paint(96, 64, 4, (x) => (x < 48 ? [0, 0, 0, 0] : [...BLUE, 255]));
			return encode(imageOf(half), "webp");
		});
		const webp = await readPixels(await render(source, {}));
		expect(quarterColours(webp)[0]?.[3]).toBe(0);
		expect(quarterColours(webp)[1]?.[3]).toBe(255);
		const jpeg = await readPixels(await render(source, { format: "jpeg" }));
		const [left = [], right = []] = quarterColours(jpeg);
		expect(distance(left, [255, 255, 255])).toBeLessThan(4);
		expect(distance(right, BLUE)).toBeLessThan(12);
	});

	if (can.keepsProfiles)
		test.each(engine.encodes)("keeps a Display P3 profile and the pixels in %s", async (format) => {
			const plain = publicProfile(builtInProfile("p3")) ?? new Uint8Array();
			const source = drawnOnce("jpeg in Display P3", () =>
				withProfile(imageOf(quadrants(96, 64)), plain).jpegsaveBuffer({ Q: 95 }),
			);
			const profile = new TextDecoder("latin1").decode(plain);
			expect(contains(source, profile)).toBe(true);
			const bytes = await render(source, { format });
			expect(contains(bytes, profile)).toBe(true);
			await expectUpright(bytes);
		});

	if (!can.keepsProfiles)
		test("converts Display P3 to sRGB", async () => {
			const source = imageOf(paint(96, 64, 3, () => [200, 60, 60])).jpegsaveBuffer({
				Q: 95,
				profile: "p3",
			});
			const [colour = []] = quarterColours(await readPixels(await render(source, {})));
			// Display P3 (200, 60, 60) in sRGB, by the two standards' matrices: about (217, 43, 53).
			expect(distance(colour, [217, 43, 53])).toBeLessThan(8);
		});

	if (can.fullChroma)
		test("keeps edges between colours sharp with full chroma", async () => {
			const stripes = drawnOnce("png of narrow stripes", () =>
				encode(imageOf(paint(96, 64, 3, (x) => (x % 2 ? RED : BLUE))), "png"),
			);
			const size = { width: 96, height: 64, format: "jpeg" } as const;
			const full = await readPixels(await render(stripes, { ...size, fullChroma: true }));
			const half = await readPixels(await render(stripes, size));
			const error = (pixels: typeof full) => distance([...pixels.data.subarray(144, 147)], BLUE);
			expect(error(full)).toBeLessThan(30);
			expect(error(half)).toBeGreaterThan(60);
		});

	if (can.takesAnimations)
		test.each(["gif", "webp"])("renders the first frame of an animated %s", async (type) => {
			const source = drawnOnce(`animated ${type}`, () => {
				const [first, second] = [quadrants(96, 64), paint(96, 64, 3, () => [0, 0, 0])];
				return encode(frames(first, second), type);
			});
			const bytes = await render(source, {});
			await expectUpright(bytes);
			expect(contains(bytes, "ANIM")).toBe(false);
		});
});
