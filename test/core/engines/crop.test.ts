import { describe, expect, test } from "bun:test";
import type { Output } from "../../../core/engines/engine.ts";
import { publicProfile } from "../../../core/formats/icc/public-profile.ts";
import {
	builtInProfile,
	encode,
	imageOf,
	withMetadata,
	withProfile,
} from "../../pictures/painter.ts";
import {
	BLUE,
	type Colour,
	colourAt,
	GREEN,
	type Pixels,
	paint,
	quadrants,
	RED,
	storedAs,
	YELLOW,
} from "../../pictures/pixels.ts";
import { contains, distance, quarterColours, readPixels } from "../../pictures/read.ts";
import { enginesUnderTest } from "./engines-under-test.ts";

const BLACK: Colour = [0, 0, 0];
const WHITE: Colour = [255, 255, 255];
const UPRIGHT = [RED, GREEN, BLUE, YELLOW];

const isInner = (x: number, y: number): boolean => x >= 24 && x < 71 && y >= 16 && y < 47;

/** The quadrants in a black frame, which is one pixel wider at the right and at the bottom. */
const inner = quadrants(47, 31);
const framed = paint(96, 64, 3, (x, y) =>
	isInner(x, y) ? colourAt(inner, x - 24, y - 16) : BLACK,
);
const source = encode(imageOf(framed), "jpeg");

/** Crops the quadrants exactly. */
const CROP = { width: 47, height: 31 } as const;
const CROPPED: Output = { width: 96, height: 64, crop: CROP, format: "webp", quality: 95 };

/** Checks that each corner has the colour of its quadrant: not a pixel of the frame is left. */
function expectCorners(pixels: Pixels, tolerance: number): void {
	const [right, bottom] = [pixels.width - 1, pixels.height - 1];
	const corners = [
		colourAt(pixels, 0, 0),
		colourAt(pixels, right, 0),
		colourAt(pixels, 0, bottom),
		colourAt(pixels, right, bottom),
	];
	const worst = corners.map((colour, i) => distance(colour, UPRIGHT[i] ?? []));
	expect(Math.max(...worst)).toBeLessThan(tolerance);
}

describe.each(enginesUnderTest)("engine $engine.name", ({ engine, keepsProfiles }) => {
	test.each(engine.encodes)("crops the middle of a picture in %s", async (format) => {
		const [image] = await engine.render(source, [{ ...CROPPED, format }]);
		if (!image) expect.unreachable();
		expect(image).toMatchObject({ ...CROP, format });
		const pixels = await readPixels(image.bytes);
		expect(pixels).toMatchObject(CROP);
		expectCorners(pixels, 40);
	});

	test("crops upright what is stored lying or mirrored", async () => {
		for (const orientation of [6, 7]) {
			const stored = imageOf(storedAs(orientation, framed));
			const lying = encode(withMetadata(stored, orientation), "jpeg");
			const [image] = await engine.render(lying, [CROPPED]);
			expectCorners(await readPixels(image?.bytes ?? expect.unreachable()), 40);
		}
	});

	test("resizes before it crops, and leaves other outputs whole", async () => {
		const small = { ...CROPPED, width: 48, height: 32, crop: { width: 24, height: 16 } };
		const { crop, ...whole } = CROPPED;
		const rendered = await engine.render(source, [small, CROPPED, whole]);
		const [first, second, third] = await Promise.all(
			rendered.map(({ bytes }) => readPixels(bytes)),
		);
		if (!first || !second || !third) expect.unreachable();
		expect([first, second, third].map(({ width, height }) => [width, height])).toEqual([
			[24, 16],
			[47, 31],
			[96, 64],
		]);
		const found = quarterColours(first);
		expect(Math.max(...UPRIGHT.map((colour, i) => distance(found[i] ?? [], colour)))).toBeLessThan(
			40,
		);
		expectCorners(second, 40);
		expect(distance(colourAt(third, 20, 12), BLACK)).toBeLessThan(20);
	});

	if (keepsProfiles)
		test("keeps the colour profile of what it crops", async () => {
			const profile = publicProfile(builtInProfile("p3")) ?? expect.unreachable();
			const photo = encode(withProfile(imageOf(framed), profile), "jpeg");
			const [image] = await engine.render(photo, [CROPPED]);
			const { bytes } = image ?? expect.unreachable();
			expect(contains(bytes, new TextDecoder("latin1").decode(profile))).toBe(true);
			expectCorners(await readPixels(bytes), 40);
		});

	test("crops a picture with alpha", async () => {
		const half = paint(96, 64, 4, (x, y) => {
			if (!isInner(x, y)) return [...BLACK, 255];
			return x < 48 ? [0, 0, 0, 0] : [...BLUE, 255];
		});
		const transparent = encode(imageOf(half), "webp");
		const outputs = [CROPPED, { ...CROPPED, format: "jpeg" }] as const;
		const rendered = await engine.render(transparent, outputs);
		const [webp, jpeg] = await Promise.all(rendered.map(({ bytes }) => readPixels(bytes)));
		if (!webp || !jpeg) expect.unreachable();
		expect([colourAt(webp, 0, 0)[3], colourAt(webp, 46, 30)[3]]).toEqual([0, 255]);
		expect(distance(colourAt(webp, 46, 30), BLUE)).toBeLessThan(20);
		expect(distance(colourAt(jpeg, 0, 0), WHITE)).toBeLessThan(20);
		expect(distance(colourAt(jpeg, 46, 30), BLUE)).toBeLessThan(20);
	});
});
