import { describe, expect, test } from "bun:test";
import type { Engine } from "../../../core/engines/engine.ts";
import { verify } from "../../../core/privacy/verify.ts";
import { big, contains, join } from "../../containers/bytes.ts";
import * as jpeg from "../../containers/jpeg.ts";
import * as png from "../../containers/png.ts";
import { codeOfAsync } from "../../containers/thrown.ts";
import { publishAlone } from "../../photos/publishing.ts";
import { decodeWithVips, encodedQuadrants, imageOf, withMetadata } from "../../pictures/painter.ts";
import { paint } from "../../pictures/pixels.ts";
import { readPixels } from "../../pictures/read.ts";
import { vips } from "../engine.ts";

const NOISE = imageOf(paint(160, 120, 3, (x, y) => [(x * x * 7 + y * 31) & 255, (x * y) & 255, x]));
const PHOTO = NOISE.jpegsaveBuffer({ Q: 90 });
const TURNED = withMetadata(NOISE, 6).jpegsaveBuffer({ Q: 90 });

const refusal = (original: Uint8Array) => codeOfAsync(() => publishAlone(vips, original));

/** Copies a JPEG with bits that are no code in its middle. */
function withBadCodes(bytes: Uint8Array): Uint8Array {
	const broken = bytes.slice();
	for (let at = bytes.length >> 1, end = at + 60; at < end; at += 2) broken.set([0xff, 0], at);
	return broken;
}

/** Makes a lossless JPEG of 16 by 8 grey pixels (T.81, annex H). */
function losslessJpeg(): Uint8Array {
	const frame = jpeg.segment(0xc3, join(8, big(8, 2), big(16, 2), 1, 1, 0x11, 0));
	const code = jpeg.segment(0xc4, join(0, 1, new Uint8Array(15), 0));
	const scan = jpeg.segment(0xda, join(1, 1, 0, 1, 0, 0));
	return join(jpeg.SOI, frame, code, scan, new Uint8Array(16), jpeg.EOI);
}

describe("a whole photo is published", () => {
	const trailer = join(0, 0, 0x21, 0x0a, "Image_UTC_Data", "SEFH", 0xff, 0xc4, 0, 9, "SEFT");

	test.each([
		["that is kept", PHOTO],
		["that is turned", TURNED],
	])("as a JPEG without its end %s", async (_, bytes) => {
		const expected = await publishAlone(vips, bytes);
		for (const original of [bytes.subarray(0, -2), join(bytes.subarray(0, -2), trailer)]) {
			const photo = await publishAlone(vips, original);
			expect(photo.master).toEqual(expected.master);
			expect(photo.mezzanines).toEqual(expected.mezzanines);
		}
	});

	test("as a JPEG whose codes are walked once: by what strips it, or else by the engine", async () => {
		const walked: (boolean | undefined)[] = [];
		const engine: Engine = {
			...vips,
			render(source, outputs, options) {
				walked.push(options?.isWalked);
				return vips.render(source, outputs, options);
			},
		};
		for (const original of [PHOTO, TURNED]) await publishAlone(engine, original);
		expect(walked).toEqual([true, false]);
	});

	test("as a PNG without its end", async () => {
		const drawn = NOISE.pngsaveBuffer();
		const photo = await publishAlone(vips, drawn.subarray(0, -7));
		expect(photo.master).toEqual((await publishAlone(vips, drawn)).master);
	});

	test("as a GIF without its end", async () => {
		const drawn = encodedQuadrants("gif");
		const photo = await publishAlone(vips, drawn.subarray(0, -1));
		expect(photo.master).toEqual((await publishAlone(vips, drawn)).master);
	});

	test("as a GIF whose frame is larger than its screen", async () => {
		const drawn = encodedQuadrants("gif", 96, 64);
		drawn.set([40, 0, 30, 0], 6);
		const photo = await publishAlone(vips, drawn);
		expect(photo.published).toMatchObject({ width: 96, height: 64 });
		expect(photo.master).toEqual(
			(await publishAlone(vips, encodedQuadrants("gif", 96, 64))).master,
		);
	});
});

describe("a photo is refused", () => {
	test.each([
		["that is kept", PHOTO],
		["that is turned", TURNED],
	])("as a JPEG with codes that are none %s", async (_, bytes) => {
		expect(await refusal(withBadCodes(bytes))).toBe("unreadable-image");
	});

	test("as a JPEG that ends before its last row", async () => {
		const half = PHOTO.subarray(0, PHOTO.length >> 1);
		expect(await refusal(half)).toBe("truncated-file");
		expect(await refusal(join(half, jpeg.EOI))).toBe("truncated-file");
		const halfOfTurned = TURNED.subarray(0, TURNED.length >> 1);
		expect(await refusal(halfOfTurned)).toBe("truncated-file");
		expect(await refusal(join(halfOfTurned, jpeg.EOI))).toBe("unreadable-image");
	});
});

describe("only the picture is published", () => {
	test("of a JPEG with rows below it", async () => {
		const cropped = PHOTO.slice();
		const frame = Buffer.from(PHOTO).indexOf(Uint8Array.of(0xff, 0xc0));
		cropped.set(big(48, 2), frame + 5);
		const photo = await publishAlone(vips, cropped);
		expect(photo.masterInfo).toMatchObject({ width: 160, height: 48, encodedByUs: false });
		expect(photo.master.length).toBeLessThan(0.6 * PHOTO.length);
		const pixels = decodeWithVips(photo.master).writeToMemory();
		expect(pixels).toEqual(decodeWithVips(cropped).writeToMemory());
	});

	test("of a JPEG with text after its last pixel", async () => {
		const hidden = join(PHOTO.subarray(0, -2), "GPS 50.9413N 6.9583E", jpeg.EOI);
		const photo = await publishAlone(vips, hidden);
		expect(photo.masterInfo.encodedByUs).toBe(false);
		expect(contains(photo.master, "GPS")).toBe(false);
	});

	test("of a PNG with rows below it, which is re-encoded", async () => {
		const drawn = NOISE.pngsaveBuffer();
		const header = drawn.slice(16, 29);
		header.set(big(50, 4), 4);
		const cropped = join(drawn.subarray(0, 8), png.chunk("IHDR", header), drawn.subarray(33));
		const photo = await publishAlone(vips, cropped);
		expect(photo.masterInfo).toMatchObject({ width: 160, height: 50, encodedByUs: true });
		expect(await verify(photo.master, { orientation: "drop" })).toEqual([]);
	});

	test.each([
		["12 bits", 0xc1, 12],
		["lossless, of 16 bits", 0xc3, 16],
		["hierarchical", 0xc5, 8],
		["lossless with arithmetic codes", 0xcb, 8],
	])("but not of a JPEG that no decoder reads: %s", async (_, marker, precision) => {
		const original = losslessJpeg();
		original[3] = marker;
		original[6] = precision;
		const refusal = publishAlone(vips, original).catch(String);
		expect(await refusal).toContain("This kind of JPEG");
	});

	test("of a JPEG that browsers do not show, which is re-encoded", async () => {
		const photo = await publishAlone(vips, losslessJpeg());
		expect(photo.contentType).toBe("image/jpeg");
		expect(photo.masterInfo).toMatchObject({ width: 16, height: 8, encodedByUs: true });
		expect(contains(photo.master, Uint8Array.of(0xff, 0xc3))).toBe(false);
		const { data } = await readPixels(photo.master);
		expect(Math.abs((data[0] ?? 0) - 128)).toBeLessThan(4);
	});
});
