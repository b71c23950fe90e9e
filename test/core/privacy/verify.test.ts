import { describe, expect, test } from "bun:test";
import { strip } from "../../../core/privacy/strip.ts";
import { verify } from "../../../core/privacy/verify.ts";
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

describe("verify finds nothing in a stripped", () => {
	test.each(Object.entries(LOADED))("%s", async (_, bytes) => {
		for (const options of OPTIONS) {
			expect(await verify(await strip(bytes, options), options)).toEqual([]);
		}
	});
});

describe("verify finds", () => {
	test("nothing in files without metadata", async () => {
		expect(await verify(jpeg.jpeg(), DROP)).toEqual([]);
		expect(await verify(png.png(), DROP)).toEqual([]);
		expect(await verify(webp.webp(), DROP)).toEqual([]);
		expect(await verify(await strip(avif.avif(avif.PLAIN), DROP), DROP)).toEqual([]);
	});

	test.each(Object.entries(jpeg.PLANTS))("JPEG: %s", async (_, [name, part]) => {
		expect(await verify(jpeg.jpeg([part]), KEEP)).toContain(name);
		expect(await verify(jpeg.jpeg([], [part]), KEEP)).toContain(name);
	});

	test.each(Object.entries(png.PLANTS))("PNG: %s", async (_, [name, part]) => {
		expect(await verify(png.png([part]), KEEP)).toContain(name);
		expect(await verify(png.png([], [part]), KEEP)).toContain(name);
	});

	test.each(Object.entries(webp.PLANTS))("WebP: %s", async (_, [name, part]) => {
		expect(await verify(webp.webp([part]), KEEP)).toContain(name);
	});

	test("WebP: a chunk inside a frame", async () => {
		expect(await verify(webp.animatedWebp(2), DROP)).toEqual(["unknown data (SECR)"]);
	});

	test.each(Object.entries(avif.PLANTS))("AVIF: %s", async (_, [name, plant]) => {
		const clean = avif.plainWith(plant);
		expect(await verify(avif.avif(clean), KEEP)).toContain(name);
	});

	test("AVIF: bytes in free space", async () => {
		const clean = await strip(
			avif.avif(avif.plainWith({ before: [avif.box("free", "1234")] })),
			DROP,
		);
		expect(await verify(clean, DROP)).toEqual([]);
		clean.set([1], Buffer.from(clean).indexOf("free") + 4);
		expect(await verify(clean, DROP)).toEqual(["data that belongs to no picture"]);
	});

	test.each([
		["JPEG", jpeg.jpeg()],
		["PNG", png.png()],
		["WebP", webp.webp()],
	])("%s: a video after the picture", async (_, bytes) => {
		const video = join(bytes, avif.box("ftyp", "mp42"));
		expect(await verify(video, DROP)).toEqual(["data after the image", "motion photo"]);
	});

	test("JPEG: data between segments", async () => {
		const bytes = join(jpeg.SOI, jpeg.JFIF, "SECRET", ...jpeg.PICTURE, jpeg.EOI);
		expect(await verify(bytes, DROP)).toEqual(["data between segments"]);
	});

	test("JPEG: XMP inside the compressed pixels", async () => {
		const hidden = join(jpeg.jpeg().subarray(0, -2), "http://ns.adobe.com/xap/1.0/", jpeg.EOI);
		expect(await verify(hidden, DROP)).toEqual(["data that no decoder reads", "XMP"]);
	});
});

describe("verify finds in kept EXIF", () => {
	test.each([
		["GPS position", tiff([short(0x112, 6)], [], gpsTags([50, 1], [1, 1], [1, 1], "N"))],
		["serial number", tiff([short(0x112, 6)], [text(0xa431, "4711")])],
		["maker note", tiff([short(0x112, 6)], [[0x927c, 7, 8, join("12345678")]])],
		["thumbnail", tiff([short(0x112, 6)], [], [], join(0xff, 0xd8, 0xff, 0xd9))],
	])("a %s", async (name, exif) => {
		expect(await verify(jpeg.jpeg([exifSegment(exif)]), KEEP)).toEqual(["EXIF", name]);
	});

	test("an orientation that must not be kept, and a different credit", async () => {
		const turned = await strip(LOADED.jpeg ?? new Uint8Array(0), KEEP);
		expect(await verify(turned, DROP)).toEqual(["EXIF"]);
		const signed = await strip(jpeg.jpeg(), { ...DROP, credit: CREDIT });
		expect(await verify(signed, KEEP)).toEqual(["EXIF"]);
		const other = { artist: "Ada Byrom", copyright: CREDIT.copyright };
		expect(await verify(signed, { ...DROP, credit: other })).toEqual(["EXIF"]);
	});

	test("bytes after the tags", async () => {
		const kept = tiff([short(0x112, 6)]);
		expect(await verify(jpeg.jpeg([exifSegment(join(kept, "SECRET"))]), KEEP)).toEqual(["EXIF"]);
	});
});

test("verify refuses damaged files", async () => {
	const refusal = (bytes: Uint8Array) => codeOfAsync(() => verify(bytes, DROP));
	expect(await refusal(jpeg.jpeg().slice(0, -150))).toBe("truncated-file");
	expect(await refusal(png.png().slice(0, -150))).toBe("truncated-file");
	expect(await refusal(webp.webp().slice(0, -150))).toBe("unreadable-image");
	expect(await refusal(avif.avif(avif.PLAIN).slice(0, -150))).toBe("truncated-file");
});
