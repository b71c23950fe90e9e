import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { readPng, writePng } from "../../../core/engines/bun/png-pixels.ts";
import { onWhite } from "../../../core/engines/on-white.ts";
import { imageOf } from "../../pictures/painter.ts";
import { paint } from "../../pictures/pixels.ts";

const byte = fc.nat(255);
const picture = fc
	.record({ width: fc.integer({ min: 1, max: 20 }), height: fc.integer({ min: 1, max: 20 }) })
	.chain(({ width, height }) =>
		fc.constantFrom(3 as const, 4 as const).chain((channels) => {
			const length = width * height * channels;
			return fc
				.uint8Array({ minLength: length, maxLength: length })
				.map((data) => ({ width, height, channels, data }));
		}),
	);

describe("PNG pixels", () => {
	test("are the same after writing and reading", () => {
		fc.assert(
			fc.property(picture, ({ data, ...size }) => {
				const png = writePng({ ...size, pixels: data, iccp: null });
				expect(readPng(png)).toEqual({ ...size, pixels: data, iccp: null });
			}),
		);
	});

	test("are read as libvips wrote them, with every filter", () => {
		const { data, ...size } = paint(64, 48, 4, (x, y) => [x * 4, y * 5, (x * y) % 256, 255 - x]);
		for (const filter of ["none", "sub", "up", "avg", "paeth", "all"] as const) {
			const png = imageOf({ ...size, data }).pngsaveBuffer({ filter });
			expect(readPng(png).pixels).toEqual(data);
		}
	});

	test("are written so that `Bun.Image` can read them", async () => {
		const { data, ...size } = paint(30, 20, 3, (x, y) => [x * 8, y * 12, 7]);
		const png = writePng({ ...size, pixels: data, iccp: null });
		const rewritten = readPng(await new Bun.Image(png).png().bytes());
		const rgb = [...rewritten.pixels].filter((_, i) => rewritten.channels === 3 || i % 4 !== 3);
		expect(rgb).toEqual([...data]);
	});
});

test("onWhite keeps opaque pixels, turns transparent ones white and blends the rest", () => {
	fc.assert(
		fc.property(byte, byte, (colour, alpha) => {
			const [over = 0] = onWhite(Uint8Array.of(colour, 0, 0, alpha));
			if (alpha === 255) expect(over).toBe(colour);
			if (alpha === 0) expect(over).toBe(255);
			expect(over).toBeGreaterThanOrEqual(colour);
		}),
	);
});
