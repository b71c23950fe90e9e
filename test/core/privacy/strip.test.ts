import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { byteSource } from "../../../core/formats/bytes/byte-source.ts";
import { probeImage } from "../../../core/formats/probe.ts";
import { readMetadata } from "../../../core/metadata/read.ts";
import { strip } from "../../../core/privacy/strip.ts";
import { verify } from "../../../core/privacy/verify.ts";
import { LOADED } from "../../containers/all.ts";
import * as avif from "../../containers/avif.ts";
import { big, contains, join } from "../../containers/bytes.ts";
import { richExif } from "../../containers/exif.ts";
import * as jpeg from "../../containers/jpeg.ts";
import { AC_CODES, acScan, DC_CODES, dcScan, QUANTISATION } from "../../containers/jpeg-scans.ts";
import * as png from "../../containers/png.ts";
import { codeOfAsync } from "../../containers/thrown.ts";
import * as webp from "../../containers/webp.ts";

const DROP = { orientation: "drop" } as const;
const KEEP = { orientation: "keep" } as const;
const CREDIT = { artist: "Zoë Å.", copyright: "© Zoë Å., all rights" };
const strippable = Object.entries(LOADED);
const NOTHING = new Uint8Array(0);
const THUMBNAILED = join(
	...[jpeg.SOI, jpeg.segment(0xe0, join("JFIF\0", 1, 2, 0, 0, 1, 0, 1, 1, 1, "SEC"))],
	...[...jpeg.PICTURE, jpeg.EOI],
);

describe("metadata", () => {
	test.each(strippable)("is removed from a %s that contains every kind", async (_, bytes) => {
		expect(contains(bytes, "SECRET-")).toBe(true);
		for (const options of [DROP, KEEP, { ...KEEP, credit: CREDIT }]) {
			const stripped = await strip(bytes, options);
			for (const trace of ["SECRET-", "Canon", "Ada", "Grace", "Turing", "harbour", "2018:07"]) {
				expect(contains(stripped, trace)).toBe(false);
			}
		}
	});
});

describe("the picture stays untouched", () => {
	test("JPEG: the picture, its profile and its colour transform, nothing else", async () => {
		const expected = join(jpeg.SOI, jpeg.JFIF, ...jpeg.PICTURE, jpeg.EOI);
		expect(await strip(LOADED.jpeg ?? NOTHING, DROP)).toEqual(expected);
	});

	test("JPEG: tables and several scans stay in order, and a height in DNL moves to the frame", async () => {
		const withHeight = (height: number, ...lines: readonly Uint8Array[]) =>
			join(
				...[jpeg.SOI, QUANTISATION, jpeg.frame(16, height, 0xc2), DC_CODES, dcScan(1, 1)],
				...[...lines, AC_CODES, acScan(4, 4), jpeg.EOI],
			);
		const later = withHeight(0, jpeg.segment(0xdc, big(16, 2)));
		expect(await strip(later, DROP)).toEqual(withHeight(16));
		expect(await strip(withHeight(16), DROP)).toEqual(withHeight(16));
	});

	test("JPEG: JFIF stays without its thumbnail", async () => {
		expect(await strip(THUMBNAILED, DROP)).toEqual(jpeg.jpeg());
	});

	test("PNG: the picture and its profile, nothing else", async () => {
		expect(await strip(LOADED.png ?? NOTHING, DROP)).toEqual(png.png());
	});

	test("WebP: the picture and its profile, with matching flags", async () => {
		const flags = 0x30;
		const expected = webp.riff(webp.vp8x(flags, 64, 48), ...webp.PICTURE);
		expect(await strip(LOADED.webp ?? NOTHING, DROP)).toEqual(expected);
	});

	test("WebP: the frames of an animation, without unknown chunks inside them", async () => {
		const stripped = await strip(webp.animatedWebp(4), DROP);
		expect(stripped.length).toBe(
			webp.animatedWebp(4).length - 4 * webp.chunk("SECR", join("SECRET-FRAME")).length,
		);
		expect(contains(stripped, webp.vp8(64, 48))).toBe(true);
	});

	test("AVIF: items and properties keep their positions", async () => {
		const bytes = LOADED.avif ?? NOTHING;
		const stripped = await strip(bytes, DROP);
		for (const part of [avif.COLOUR, avif.ALPHA, avif.ICC_PROPERTY]) {
			expect(Buffer.from(stripped).indexOf(part)).toBe(Buffer.from(bytes).indexOf(part));
		}
		const needed = join(avif.box("mpvd", "SECRET-VIDEO"));
		expect(stripped.length).toBe(bytes.length - needed.length);
	});

	test("AVIF: the tiles of a grid", async () => {
		const grid = avif.plainWith({ items: [{ id: 3, type: "av01", bytes: join("TILE-DATA") }] });
		const items = grid.items.map((item) =>
			item.id === 1 ? { ...item, type: "grid", bytes: join(0, 0, 0, 0, 1, 64, 0, 200) } : item,
		);
		const bytes = avif.avif({ ...grid, items, references: [["dimg", 1, 3]] });
		expect(contains(await strip(bytes, DROP), "TILE-DATA")).toBe(true);
	});
});

describe("kept metadata", () => {
	test.each(["jpeg", "png", "webp"])("%s: the orientation, if it is to be kept", async (kind) => {
		const stripped = await strip(LOADED[kind] ?? NOTHING, KEEP);
		expect(await probeImage(byteSource(stripped))).toMatchObject({ orientation: 6 });
		const dropped = await strip(LOADED[kind] ?? NOTHING, DROP);
		expect(await probeImage(byteSource(dropped))).toMatchObject({ orientation: 1 });
	});

	test.each(["jpeg", "png", "webp"])(
		"%s: the credit can be read back, and nothing else",
		async (kind) => {
			const stripped = await strip(LOADED[kind] ?? NOTHING, { ...KEEP, credit: CREDIT });
			const { artist, copyright, ...rest } = await readMetadata(stripped);
			expect({ artist, copyright }).toEqual(CREDIT);
			const values = Object.values(rest).filter((value) => value !== null);
			expect(values).toEqual([[]]);
		},
	);

	test("WebP: a simple file gets the header that EXIF needs", async () => {
		const bytes = webp.riff(webp.vp8l(64, 48));
		const stripped = await strip(bytes, { ...DROP, credit: CREDIT });
		expect(await readMetadata(stripped)).toMatchObject(CREDIT);
		expect(await probeImage(byteSource(stripped))).toMatchObject({ width: 64, hasAlpha: true });
		expect(await strip(bytes, DROP)).toEqual(bytes);
	});

	test("JPEG: an upright photo gets no EXIF", async () => {
		const exif = jpeg.segment(0xe1, join("Exif\0\0", richExif(1)));
		expect(await strip(jpeg.jpeg([exif]), KEEP)).toEqual(jpeg.jpeg());
	});

	test("a credit of any length fits", async () => {
		const long = "€".repeat(100_000);
		const credit = { artist: long, copyright: long };
		for (const [, bytes] of strippable) {
			expect(
				await codeOfAsync(async () => strip(await strip(bytes, { ...KEEP, credit }), DROP)),
			).toBe("");
		}
	});
});

describe("stripping", () => {
	test.each(strippable)("a %s twice gives the same bytes as once", async (_, bytes) => {
		await fc.assert(
			fc.asyncProperty(
				fc.constantFrom("keep", "drop"),
				fc.option(fc.record({ artist: fc.string(), copyright: fc.string({ unit: "grapheme" }) })),
				async (orientation, credit) => {
					const once = await strip(bytes, { orientation, credit });
					expect(await strip(once, { orientation, credit })).toEqual(once);
				},
			),
			{ numRuns: 30 },
		);
	});

	// `slice` of a Node Buffer does not copy.
	test.each([
		["Uint8Array", (bytes: Uint8Array) => new Uint8Array(bytes)],
		["Buffer", (bytes: Uint8Array) => Buffer.from(bytes)],
	] as const)("does not change its input (%s)", async (_, from) => {
		for (const original of [THUMBNAILED, ...strippable.map(([, bytes]) => bytes)]) {
			const bytes = from(original);
			await strip(bytes, { ...KEEP, credit: CREDIT });
			await verify(bytes, KEEP);
			await readMetadata(bytes);
			expect<Uint8Array>(new Uint8Array(bytes)).toEqual(original);
		}
	});

	test("refuses files that it cannot strip", async () => {
		const refusal = (bytes: Uint8Array) => codeOfAsync(() => strip(bytes, DROP));
		const animated = { ...avif.PLAIN, after: [avif.box("moov")] };
		expect(await refusal(avif.avif(animated))).toBe("unsupported-format");
		expect(await refusal(jpeg.jpeg().subarray(0, 500))).toBe("truncated-file");
		expect(await refusal(NOTHING)).toBe("empty-file");
	});

	test("refuses an AVIF item that covers other boxes", async () => {
		const plain = avif.avif(avif.plainWith({ before: [avif.box("uuid", "SECRET-UUID")] }));
		// Points the first offset in iloc at the start of the file.
		const at = Buffer.from(plain).indexOf(join(big(1, 2), big(0, 2), big(0, 2), big(1, 2))) + 8;
		const covering = plain.slice();
		covering.set(big(0, 4), at);
		expect(await codeOfAsync(() => strip(covering, DROP))).toBe("unreadable-image");
	});
});
