import { describe, expect, test } from "bun:test";
import { createMemoryStore, publish } from "widthwise";
import { cutSize } from "widthwise/photo";
import { publishAlone } from "../../photos/publishing.ts";
import { encode, encodedQuadrants, imageOf } from "../../pictures/painter.ts";
import { BLUE, GREEN, type Pixels, paint, quadrants, RED, YELLOW } from "../../pictures/pixels.ts";
import { distance, meanColour, quarterColours, readPixels } from "../../pictures/read.ts";
import { vips } from "../engine.ts";

/** Draws a JPEG by enlarging a picture `zoom` times. */
function large(width: number, height: number, zoom: number): Uint8Array {
	return encode(imageOf(quadrants(width / zoom, height / zoom)).zoom(zoom, zoom), "jpeg");
}

async function sizeOf(bytes: Uint8Array) {
	const { width, height } = await new Bun.Image(bytes).metadata();
	return { width, height };
}

function expectQuadrants(pixels: Pixels, tolerance: number): void {
	const colours = quarterColours(pixels);
	const far = [RED, GREEN, BLUE, YELLOW].map((colour, i) => distance(colours[i] ?? [], colour));
	expect(Math.max(...far)).toBeLessThan(tolerance);
}

describe("the sizes of master and mezzanines", () => {
	test("follow the edge that is asked for, which is checked", async () => {
		const store = createMemoryStore();
		const original = encodedQuadrants("jpeg", 300, 200);
		const published = await publish("hills", original, { store, engine: vips, masterEdge: 150 });
		expect(published).toMatchObject({ width: 150, height: 100 });
		const tooLong = publish("hills", original, { store, engine: vips, masterEdge: 3841 });
		expect(tooLong).rejects.toThrow("masterEdge must be 1 to 3840, got 3841");
	});

	test.each([
		["of a landscape photo", large(2700, 1800, 20), [2560, 1707], [1280, 640]],
		["of a portrait photo", large(1800, 2700, 20), [1707, 2560], [1280, 640]],
		["of a panorama", large(5200, 1300, 20), [5120, 1280], [1280, 640]],
		["of a narrow portrait photo", large(660, 2640, 30), [660, 2640], [640]],
		["of a long screenshot", large(400, 18_430, 10), [356, 16_383], [326]],
		["of a wide strip", large(10_000, 20, 10), [10_000, 20], [2560, 1280, 640]],
		["of a tall strip", large(20, 10_000, 10), [20, 10_000], [20]],
		["of a row of pixels", encodedQuadrants("png", 3000, 1), [3000, 1], [2560, 1280, 640]],
		["of a column of pixels", encodedQuadrants("png", 1, 3000), [1, 3000], [1]],
		["of one pixel", encodedQuadrants("png", 1, 1), [1, 1], [1]],
		["of a photo smaller than a mezzanine", encodedQuadrants("jpeg", 300, 200), [300, 200], [300]],
		["of a photo as wide as a mezzanine", encodedQuadrants("jpeg", 640, 200), [640, 200], [640]],
		[
			"of a photo one pixel wider than a mezzanine",
			encodedQuadrants("jpeg", 641, 200),
			[641, 200],
			[640],
		],
	] as const)("%s", async (_, original, [width, height], mezzanines) => {
		const photo = await publishAlone(vips, original);
		expect(photo.published).toMatchObject({ width, height });
		expect(photo.masterInfo).toMatchObject({ width, height, mezzanines });
		expect(await sizeOf(photo.master)).toEqual({ width, height });
		for (const [i, bytes] of photo.mezzanines.entries()) {
			const size = cutSize(photo.masterInfo, mezzanines[i] ?? 0);
			expect(await sizeOf(bytes)).toEqual(size);
		}
		if (Math.min(width, height) > 100)
			expectQuadrants(await readPixels(photo.mezzanines[0] ?? photo.master), 20);
		const placeholder = await placeholderPixels(photo.published.placeholder);
		expect(Math.max(placeholder.width, placeholder.height)).toBeLessThanOrEqual(24);
	});
});

async function placeholderPixels(url: string) {
	const [, base64 = ""] = /^data:image\/webp;base64,([A-Za-z0-9+/]+=*)$/.exec(url) ?? [];
	return await readPixels(Uint8Array.fromBase64(base64));
}

describe("the placeholder", () => {
	test("is a tiny WebP of the whole picture", async () => {
		const original = encodedQuadrants("jpeg", 600, 400);
		const { published } = await publishAlone(vips, original);
		expect(published.placeholder.length).toBeLessThan(400);
		const pixels = await placeholderPixels(published.placeholder);
		expect(pixels).toMatchObject({ width: 24, height: 16 });
		expectQuadrants(pixels, 60);
	});

	test("stays small for a picture full of detail", async () => {
		const noise = paint(300, 200, 3, (x, y) => [(x * 97) % 256, (y * 57) % 256, (x * y) % 256]);
		const original = encode(imageOf(noise), "png");
		const { published } = await publishAlone(vips, original);
		expect(published.placeholder.length).toBeLessThan(1200);
		const mean = meanColour(await placeholderPixels(published.placeholder));
		expect(distance(mean, meanColour(noise))).toBeLessThan(20);
	});
});
