import { afterAll, describe, expect, test } from "bun:test";
import { createSquooshEncoder } from "../../../core/engines/squoosh/squoosh.ts";
import { BLUE, colourAt, paint, quadrants, RED } from "../../pictures/pixels.ts";
import { distance, quarterColours, readPixels } from "../../pictures/read.ts";

const encoder = createSquooshEncoder();
afterAll(() => encoder.close());

const opaque = paint(64, 48, 4, (x, y) => [...colourAt(quadrants(64, 48), x, y), 255]);
const halfClear = paint(64, 48, 4, (x) => [...BLUE, x < 32 ? 0 : 255]);

const raw = ({ width, height, data }: typeof opaque) => ({ width, height, rgba: data });

describe("the squoosh encoder", () => {
	test.each(encoder.encodes)("encodes %s", async (format) => {
		const pixels = await readPixels(await encoder.encode(raw(opaque), format, 90));
		expect(pixels).toMatchObject({ width: 64, height: 48 });
		expect(distance(quarterColours(pixels)[0] ?? [], RED)).toBeLessThan(12);
	});

	test("encodes PNG without loss", async () => {
		const { data } = await readPixels(await encoder.encode(raw(halfClear), "png", 1));
		expect(data).toEqual(halfClear.data);
	});

	test("makes larger files at a higher quality", async () => {
		const noise = paint(64, 48, 4, (x, y) => [(x * 37) % 256, (y * 91) % 256, (x * y) % 256, 255]);
		for (const format of ["jpeg", "webp"] as const) {
			const [low, high] = [20, 90].map((quality) => encoder.encode(raw(noise), format, quality));
			expect((await high)?.length ?? 0).toBeGreaterThan((await low)?.length ?? 0);
		}
	});

	test("replaces alpha with white in JPEG", async () => {
		const pixels = await readPixels(await encoder.encode(raw(halfClear), "jpeg", 95));
		const [left = [], right = []] = quarterColours(pixels);
		expect(distance(left, [255, 255, 255])).toBeLessThan(4);
		expect(distance(right, BLUE)).toBeLessThan(8);
	});

	test("does not change the main thread's fetch", async () => {
		const before = globalThis.fetch;
		await encoder.encode(raw(opaque), "webp", 50);
		expect(globalThis.fetch).toBe(before);
	});

	test("refuses unknown formats, too few bytes and unknown qualities", async () => {
		const refused = encoder.encode(raw(opaque), "avif", 50);
		await expect(refused).rejects.toMatchObject({ code: "unsupported-format" });
		const short = encoder.encode({ width: 65, height: 48, rgba: opaque.data }, "webp", 50);
		await expect(short).rejects.toMatchObject({ code: "invalid-argument" });
		const lossy = encoder.encode(raw(opaque), "webp", 500);
		await expect(lossy).rejects.toMatchObject({ message: "quality must be 1 to 100, got 500" });
	});
});
