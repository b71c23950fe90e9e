import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { byteSource } from "../../../core/formats/bytes/byte-source.ts";
import { parseBytes } from "../../../core/formats/bytes/parse.ts";
import type { Probe } from "../../../core/formats/container/container.ts";
import { walkJpeg } from "../../../core/formats/jpeg/walk.ts";
import { probeImage } from "../../../core/formats/probe.ts";
import * as avif from "../../containers/avif.ts";
import { big, join, noise } from "../../containers/bytes.ts";
import { countedSource } from "../../containers/counted-source.ts";
import { gif, gifFrame } from "../../containers/gif.ts";
import * as jpeg from "../../containers/jpeg.ts";
import * as png from "../../containers/png.ts";
import { codeOf, codeOfAsync } from "../../containers/thrown.ts";
import * as webp from "../../containers/webp.ts";

const probe = (bytes: Uint8Array): Promise<Probe> => probeImage(byteSource(bytes));
const refusal = (bytes: Uint8Array): Promise<string> => codeOfAsync(() => probe(bytes));

describe("probeImage decides whether a file is complete", () => {
	// The last number is that of the bytes after the last pixel: IEND; a comment and a trailer.
	const completeFiles: [string, Uint8Array, number][] = [
		["JPEG", jpeg.jpeg(), 0],
		["PNG", png.png(), 12],
		["WebP", webp.webp(), 0],
		["GIF", gif(30, 20, gifFrame(30, 20)), 10],
		["AVIF", avif.avif(avif.PLAIN), 0],
	];

	test.each(completeFiles)("and refuses a %s cut off at any byte", async (_, bytes, after) => {
		for (let length = 0; length < bytes.length - after; length++) {
			const code = await refusal(bytes.subarray(0, length));
			expect([
				"truncated-file",
				"unreadable-image",
				"not-an-image",
				"empty-file",
				"unsupported-format",
			]).toContain(code);
			if (length > bytes.length * 0.9) expect(code).toBe("truncated-file");
		}
	});

	test.each(completeFiles)("and accepts a %s without its end", async (_, bytes, after) => {
		for (let length = bytes.length - after; length <= bytes.length; length++) {
			expect(await refusal(bytes.subarray(0, length))).toBe("");
		}
	});

	test.each(completeFiles)("and accepts a %s with bytes after its end", async (_, bytes) => {
		expect(await refusal(join(bytes, avif.box("free", "anything"), avif.box("free")))).toBe("");
	});

	test("and finds the end of a JPEG on any side of the border between two reads", async () => {
		const around = (size: number) => fc.integer({ min: size - 130, max: size + 130 });
		const lengths = fc.oneof(fc.nat(400), around(256 * 1024), around(512 * 1024));
		const tails = fc.constantFrom([], [0xff, 0], [0xff, 0xd3], [0xff, 0xff, 0xff], [0xff, 0, 0xff]);
		await fc.assert(
			fc.asyncProperty(lengths, tails, async (length, tail) => {
				const data = join(jpeg.scan(), new Uint8Array(length).fill(7), ...tail);
				const file = join(jpeg.SOI, jpeg.frame(8, 8), data);
				const source = countedSource(join(file, jpeg.EOI, new Uint8Array(9)));
				expect(await probeImage(source)).toMatchObject({ width: 8 });
				expect(await refusal(file)).not.toBe("");
			}),
			{ numRuns: 60 },
		);
	});

	test("and finds the end of a JPEG at any distance from its scan", async () => {
		for (let length = 0; length < 300; length++) {
			const data = join(jpeg.segment(0xda, new Uint8Array(10)), new Uint8Array(length));
			const file = join(jpeg.SOI, jpeg.frame(8, 8), data, jpeg.EOI, "SECRET");
			expect(await probe(file)).toMatchObject({ width: 8 });
		}
	});

	test("with reads of at most 256 KB", async () => {
		const packet = jpeg.segment(0xe1, join("http://ns.adobe.com/xmp/extension/\0", noise(65000)));
		const bytes = jpeg.jpeg(Array.from({ length: 110 }, () => packet));
		const source = countedSource(bytes);
		expect(await probeImage(source)).toMatchObject({ width: 640 });
		expect(bytes.length).toBeGreaterThan(7_000_000);
		expect(source.counts.largest).toBeLessThanOrEqual(256 * 1024);
	});

	test("without reading the 200 MB of data in a PNG", async () => {
		const length = 200_000_000;
		const head = join(png.SIGNATURE, png.header(9000, 9000), big(length, 4), "IDAT");
		const end = png.chunk("IEND");
		const size = head.length + length + 4 + end.length;
		let read = 0;
		const found = await probeImage({
			size,
			read: async (offset, requested) => {
				read += requested;
				const bytes = offset === 0 ? head : end;
				return bytes.subarray(0, Math.min(requested, size - offset));
			},
		});
		expect(found).toMatchObject({ width: 9000 });
		expect(read).toBeLessThan(20_000);
	});
});

test("a JPEG that ends with EOI is probed without reading its scans; walking it reads them", async () => {
	const inside = join(jpeg.SOI, jpeg.frame(9, 9), jpeg.scan(), jpeg.jpeg());
	expect(await probe(inside)).toMatchObject({ width: 9, height: 9 });
	expect(codeOf(() => parseBytes(inside, walkJpeg(inside.length)))).toBe("truncated-file");

	const large = countedSource(join(jpeg.jpeg().subarray(0, -2), noise(1e6), jpeg.EOI));
	await probeImage(large);
	expect(large.counts.bytes).toBeLessThan(200_000);
});

describe("probeImage refuses as unreadable", () => {
	const frameless = join(jpeg.SOI, jpeg.scan(), jpeg.EOI);
	test.each([
		["a JPEG of height 0", join(jpeg.SOI, jpeg.frame(9, 0), jpeg.scan(), jpeg.EOI)],
		["a JPEG without a frame", frameless],
		["a JPEG without a scan", join(jpeg.SOI, jpeg.frame(9, 9), jpeg.EOI)],
		[
			"a JPEG with two sizes",
			join(jpeg.SOI, jpeg.frame(9, 9), jpeg.frame(8, 8), jpeg.scan(), jpeg.EOI),
		],
		[
			"a JPEG with a segment that has no length",
			join(jpeg.SOI, 0xff, 0xe1, 0, 1, jpeg.EOI, new Uint8Array(9)),
		],
		[
			"a PNG without a header",
			join(png.SIGNATURE, png.chunk("IDAT", noise(50)), png.chunk("IEND")),
		],
		["a PNG without data", join(png.SIGNATURE, png.header(9, 9), png.chunk("IEND"))],
		[
			"a PNG of width 0",
			join(png.SIGNATURE, png.header(0, 9), png.chunk("IDAT"), png.chunk("IEND")),
		],
		[
			"a PNG of colour type 5",
			join(png.SIGNATURE, png.header(9, 9, 5), png.chunk("IDAT"), png.chunk("IEND")),
		],
		[
			"a WebP with a picture larger than its canvas",
			webp.riff(webp.vp8x(0, 10, 10), webp.vp8(9000, 9000)),
		],
		["a WebP of width 0", webp.riff(webp.vp8(0, 10))],
		["a WebP without a picture", webp.riff(webp.vp8x(0, 10, 10))],
		["a GIF without a frame", gif(30, 20)],
		["an AVIF without a size", avif.avif({ ...avif.PLAIN, properties: [avif.box("free")] })],
		[
			"an AVIF with HEVC pixels",
			avif.avif({
				...avif.PLAIN,
				items: [{ id: 1, type: "hvc1", bytes: noise(9), properties: [1] }],
			}),
		],
		[
			"an AVIF with two items of the same id",
			avif.avif(avif.plainWith({ items: avif.PLAIN.items })),
		],
		["an AVIF of width 0", avif.avif({ ...avif.PLAIN, properties: [avif.ispe(0, 9)] })],
	])("%s", async (_, bytes) => {
		expect(await refusal(bytes)).toBe("unreadable-image");
	});

	test("files with too many parts or a part of 2^60 bytes", async () => {
		const comments = Array.from({ length: 30_000 }, () => jpeg.segment(0xfe, new Uint8Array(0)));
		expect(await refusal(jpeg.jpeg(comments))).toBe("unreadable-image");
		const chunks = Array.from({ length: 110_000 }, () => png.chunk("IDAT"));
		expect(await refusal(png.png(chunks))).toBe("unreadable-image");
		const blocks = join(...Array.from({ length: 210_000 }, () => join(0x21, 0xfe, 0)));
		expect(await refusal(gif(30, 20, blocks))).toBe("unreadable-image");
		const boxes = Array.from({ length: 21_000 }, () => avif.box("free"));
		expect(await refusal(avif.avif({ ...avif.PLAIN, before: boxes }))).toBe("unreadable-image");
		const huge = join(big(1, 4), "free", big(2 ** 60, 8));
		expect(await refusal(join(avif.avif(avif.PLAIN), huge))).toBe("truncated-file");
		expect(await refusal(join(avif.avif(avif.PLAIN), big(1, 4), "free", big(0, 8)))).toBe(
			"unreadable-image",
		);
	});
});
