import { describe, expect, test } from "bun:test";
import { loadShrink } from "../../../core/engines/vips/shrink-on-load.ts";
import { codeOfAsync } from "../../containers/thrown.ts";
import { decodeWithVips, imageOf } from "../../pictures/painter.ts";
import { paint } from "../../pictures/pixels.ts";
import { readPixels } from "../../pictures/read.ts";
import { ssim } from "../../pictures/ssim.ts";
import { vips } from "../engine.ts";

const size = (width: number, height: number) => ({ width, height });

describe("a JPEG is decoded", () => {
	test.each([
		[size(6000, 4000), size(2560, 1707), 2],
		[size(3400, 2400), size(1700, 1200), 2],
		[size(3399, 2400), size(1700, 1200), 1],
		[size(16330, 12247), size(2560, 1920), 4],
		[size(30000, 20000), size(2560, 1707), 8],
		[size(6000, 4000), size(1280, 853), 1],
		[size(2560, 1707), size(2560, 1707), 1],
	] as const)(
		"of %o for a picture of %o at 1/%i or as libvips decides",
		(source, picture, shrink) => {
			expect(loadShrink("jpeg", source, picture)).toBe(shrink);
		},
	);

	test("of another type as libvips decides", () => {
		expect(loadShrink("png", size(6000, 4000), size(2560, 1707))).toBe(1);
	});
});

describe("a large picture", () => {
	const wave = (x: number, y: number) => 128 + 60 * Math.sin(x / 9) + 60 * Math.cos(y / 7 + x / 31);
	const tile = imageOf(paint(640, 480, 3, (x, y) => [wave(x, y), wave(y, x), (x + y) & 127]));
	const drawn = tile.replicate(6, 6).crop(0, 0, 3601, 2403);
	const source = drawn.jpegsaveBuffer({ Q: 95 });
	const output = { ...size(1800, 1201), format: "jpeg", quality: 95 } as const;

	test("of a JPEG decoded at half its size is as one of all its pixels", async () => {
		const [picture] = await vips.render(source, [output]);
		const exact = drawn.thumbnailImage(1800, { height: 1201, size: "force" });
		const data = new Uint8Array(exact.writeToMemory().buffer);
		const expected = { ...size(1800, 1201), channels: 3, data } as const;
		const actual = await readPixels(picture?.bytes ?? new Uint8Array(0));
		expect(ssim(actual, expected)).toBeGreaterThan(0.99);
		expect(decodeWithVips(picture?.bytes ?? source).getTypeof("interlaced")).toBe(0);
	});

	test("is refused if pixels are missing", async () => {
		const cut = source.subarray(0, source.length >> 1);
		expect(await codeOfAsync(() => vips.render(cut, [output]))).toBe("unreadable-image");
	});
});
