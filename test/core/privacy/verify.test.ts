import { describe, expect, test } from "bun:test";
import { stripMetadata } from "../../../core/privacy/strip.ts";
import { verifyStripped } from "../../../core/privacy/verify.ts";
import { LOADED } from "../../containers/all.ts";
import * as avif from "../../containers/avif.ts";
import { join } from "../../containers/bytes.ts";
import { gpsTags, short, text, tiff } from "../../containers/exif.ts";
import * as jpeg from "../../containers/jpeg.ts";
import * as png from "../../containers/png.ts";
import { codeOfAsync } from "../../containers/thrown.ts";
import * as webp from "../../containers/webp.ts";

const DROP = { orientation: "drop" } as const;
const KEEP = { orientation: "keep" } as const;
const CREDIT = { artist: "Ada Byron", copyright: "© Ada Byron" };
const OPTIONS = [DROP, KEEP, { ...DROP, credit: CREDIT }, { ...KEEP, credit: CREDIT }] as const;

const exifSegment = (exif: Uint8Array): Uint8Array => jpeg.segment(0xe1, join("Exif\0\0", exif));

describe("verifyStripped finds nothing in a stripped", () => {
	test.each(Object.entries(LOADED).filter(([kind]) => kind !== "gif"))("%s", async (_, bytes) => {
		for (const options of OPTIONS) {
			expect(await verifyStripped(stripMetadata(bytes, options), options)).toEqual([]);
		}
	});
});

describe("verifyStripped finds", () => {
	test("nothing in files without metadata", async () => {
		expect(await verifyStripped(jpeg.jpeg(), DROP)).toEqual([]);
		expect(await verifyStripped(png.png(), DROP)).toEqual([]);
		expect(await verifyStripped(webp.webp(), DROP)).toEqual([]);
		expect(await verifyStripped(stripMetadata(avif.avif(avif.PLAIN), DROP), DROP)).toEqual([]);
	});

	test.each(Object.entries(jpeg.PLANTS))("JPEG: %s", async (_, [name, part]) => {
		expect(await verifyStripped(jpeg.jpeg([part]), KEEP)).toContain(name);
		expect(await verifyStripped(jpeg.jpeg([], [part]), KEEP)).toContain(name);
	});

	test.each(Object.entries(png.PLANTS))("PNG: %s", async (_, [name, part]) => {
		expect(await verifyStripped(png.png([part]), KEEP)).toContain(name);
		expect(await verifyStripped(png.png([], [part]), KEEP)).toContain(name);
	});

	test.each(Object.entries(webp.PLANTS))("WebP: %s", async (_, [name, part]) => {
		expect(await verifyStripped(webp.webp([part]), KEEP)).toContain(name);
	});

	test("WebP: a chunk inside a frame", async () => {
		expect(await verifyStripped(webp.animatedWebp(2), DROP)).toEqual(["unknown data (SECR)"]);
	});

	test.each(Object.entries(avif.PLANTS))("AVIF: %s", async (_, [name, plant]) => {
		const clean = avif.plainWith(plant);
		expect(await verifyStripped(avif.avif(clean), KEEP)).toContain(name);
	});

	test("AVIF: bytes in free space", async () => {
		const clean = stripMetadata(
			avif.avif(avif.plainWith({ before: [avif.box("free", "1234")] })),
			DROP,
		);
		expect(await verifyStripped(clean, DROP)).toEqual([]);
		clean.set([1], Buffer.from(clean).indexOf("free") + 4);
		expect(await verifyStripped(clean, DROP)).toEqual(["data that belongs to no picture"]);
	});

	test.each([
		["JPEG", jpeg.jpeg()],
		["PNG", png.png()],
		["WebP", webp.webp()],
	])("%s: a video after the picture", async (_, bytes) => {
		const video = join(bytes, avif.box("ftyp", "mp42"));
		expect(await verifyStripped(video, DROP)).toEqual(["data after the image", "motion photo"]);
	});

	test("JPEG: data between segments", async () => {
		const bytes = join(jpeg.SOI, jpeg.JFIF, "SECRET", ...jpeg.PICTURE, jpeg.EOI);
		expect(await verifyStripped(bytes, DROP)).toEqual(["data between segments"]);
	});

	test("JPEG: XMP inside the compressed pixels", async () => {
		const hidden = join(jpeg.scan(), "http://ns.adobe.com/xap/1.0/");
		const bytes = join(jpeg.SOI, jpeg.frame(9, 9), hidden, jpeg.EOI);
		expect(await verifyStripped(bytes, DROP)).toEqual(["XMP"]);
	});
});

describe("verifyStripped finds in kept EXIF", () => {
	test.each([
		["GPS position", tiff([short(0x112, 6)], [], gpsTags([50, 1], [1, 1], [1, 1], "N"))],
		["serial number", tiff([short(0x112, 6)], [text(0xa431, "4711")])],
		["maker note", tiff([short(0x112, 6)], [[0x927c, 7, 8, join("12345678")]])],
		["thumbnail", tiff([short(0x112, 6)], [], [], join(0xff, 0xd8, 0xff, 0xd9))],
	])("a %s", async (name, exif) => {
		expect(await verifyStripped(jpeg.jpeg([exifSegment(exif)]), KEEP)).toEqual(["EXIF", name]);
	});

	test("an orientation that must not be kept, and a different credit", async () => {
		const turned = stripMetadata(LOADED.jpeg ?? new Uint8Array(0), KEEP);
		expect(await verifyStripped(turned, DROP)).toEqual(["EXIF"]);
		const signed = stripMetadata(jpeg.jpeg(), { ...DROP, credit: CREDIT });
		expect(await verifyStripped(signed, KEEP)).toEqual(["EXIF"]);
		const other = { artist: "Ada Byrom", copyright: CREDIT.copyright };
		expect(await verifyStripped(signed, { ...DROP, credit: other })).toEqual(["EXIF"]);
	});

	test("bytes after the tags", async () => {
		const kept = tiff([short(0x112, 6)]);
		expect(await verifyStripped(jpeg.jpeg([exifSegment(join(kept, "SECRET"))]), KEEP)).toEqual([
			"EXIF",
		]);
	});
});

test("verifyStripped refuses a GIF and damaged files", async () => {
	const verify = (bytes: Uint8Array) => codeOfAsync(() => verifyStripped(bytes, DROP));
	expect(await verify(LOADED.gif ?? new Uint8Array(0))).toBe("unsupported-format");
	expect(await verify(jpeg.jpeg().subarray(0, 700))).toBe("truncated-file");
	expect(await verify(png.png().subarray(0, 700))).toBe("truncated-file");
	expect(await verify(webp.webp().subarray(0, 700))).toBe("unreadable-image");
	expect(await verify(avif.avif(avif.PLAIN).subarray(0, 700))).toBe("truncated-file");
});
