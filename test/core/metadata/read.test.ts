import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { cleanKeywords, cleanText } from "../../../core/metadata/clean-text.ts";
import { fraction } from "../../../core/metadata/fraction.ts";
import { isoTime } from "../../../core/metadata/iso-time.ts";
import { type PhotoMetadata, readMetadata } from "../../../core/metadata/read.ts";
import * as avif from "../../containers/avif.ts";
import { rational, richExif, type Tag, text, tiff } from "../../containers/exif.ts";
import * as jpeg from "../../containers/jpeg.ts";
import { photoshopIptc } from "../../containers/metadata.ts";
import * as png from "../../containers/png.ts";
import * as webp from "../../containers/webp.ts";

const FROM_EXIF = {
	camera: "Canon EOS 5D Mark III",
	lens: "EF24-70mm f/2.8L USM",
	...{ exposure: 0.005, aperture: 2.8, iso: 640, focalLength: 35, focalLength35: 36 },
	takenAt: "2018-07-25T16:34:23+02:00",
	...{ artist: "Ada Byron", copyright: "© Ada Byron" },
} as const;

const FROM_XMP = {
	...{ title: "Evening & harbour", caption: "Boats come home" },
	keywords: ["harbour", "evening"],
} as const;

const NOTHING: PhotoMetadata = {
	...{ camera: null, lens: null, exposure: null, aperture: null, iso: null },
	...{ focalLength: null, focalLength35: null, takenAt: null, position: null },
	...{ copyright: null, artist: null, title: null, caption: null, keywords: [] },
};

const { exifJpeg } = jpeg;

const part = (plants: Readonly<Record<string, readonly [string, Uint8Array]>>, name: string) =>
	plants[name]?.[1] ?? new Uint8Array(0);

describe("readMetadata", () => {
	test.each([
		["JPEG", jpeg.jpeg([part(jpeg.PLANTS, "exif"), part(jpeg.PLANTS, "xmp")])],
		["PNG", png.png([part(png.PLANTS, "exif"), part(png.PLANTS, "xmp")])],
		["WebP", webp.webp([part(webp.PLANTS, "signedExif"), part(webp.PLANTS, "xmp")])],
		["AVIF", avif.avif(avif.plainWith(avif.PLANTS.exif?.[1] ?? {}, avif.PLANTS.xmp?.[1] ?? {}))],
	])("takes the camera from a %s's EXIF and the texts from its XMP", async (_, bytes) => {
		const { position, ...rest } = await readMetadata(bytes);
		expect(rest).toEqual({ ...FROM_EXIF, ...FROM_XMP });
		expect(position?.latitude).toBeCloseTo(50.299603, 6);
		expect(position?.longitude).toBeCloseTo(14.820294, 6);
		expect(position?.altitude).toBe(252);
	});

	test("reads XMP without EXIF", async () => {
		expect(await readMetadata(jpeg.jpeg([part(jpeg.PLANTS, "xmp")]))).toEqual({
			...{ ...NOTHING, ...FROM_XMP, takenAt: "2019-03-01T08:09:10-05:00" },
			...{ artist: "Grace Hopper", copyright: "© Grace Hopper" },
		});
	});

	test("reads IPTC without EXIF", async () => {
		expect(await readMetadata(jpeg.jpeg([jpeg.segment(0xed, photoshopIptc())]))).toEqual({
			...{ ...NOTHING, title: "Title of IPTC", caption: "Caption of IPTC" },
			...{ artist: "Alan Turing", copyright: "© Alan Turing" },
			...{ keywords: ["boats", "sea"], takenAt: "2017-02-03T04:05:06+01:00" },
		});
	});

	test("reads PNG texts", async () => {
		const bytes = png.png([part(png.PLANTS, "author")]);
		expect(await readMetadata(bytes)).toEqual({ ...NOTHING, artist: "Ada of PNG" });
	});

	test("returns nulls for files without metadata, damaged files and other bytes", async () => {
		for (const bytes of [jpeg.jpeg(), png.png(), new Uint8Array(0), richExif()]) {
			expect(await readMetadata(bytes)).toEqual(NOTHING);
		}
		const complete = jpeg.jpeg([part(jpeg.PLANTS, "exif")]);
		expect(await readMetadata(complete.subarray(0, complete.length - 3))).toEqual(NOTHING);
	});

	test("returns nulls for denominators of 0 and invalid numbers", async () => {
		const invalid: Tag[] = [
			rational(0x829a, [1, 0]),
			rational(0x829d, [0, 0]),
			rational(0x920a, [0, 1]),
			text(0x9003, "0000:00:00 00:00:00"),
		];
		expect(await readMetadata(exifJpeg(tiff([], invalid)))).toEqual(NOTHING);
	});

	test("returns only numbers in range from damaged EXIF", async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.tuple(fc.nat(5000), fc.nat(255)), { maxLength: 60 }),
				async (edits) => {
					const exif = richExif();
					for (const [at, value] of edits) exif[at % exif.length] = value;
					const { position, exposure, iso } = await readMetadata(exifJpeg(exif));
					expect(Math.abs(position?.latitude ?? 0)).toBeLessThanOrEqual(90);
					expect(Math.abs(position?.longitude ?? 0)).toBeLessThanOrEqual(180);
					for (const number of [position?.altitude ?? 0, exposure ?? 0, iso ?? 0]) {
						expect(Number.isFinite(number)).toBe(true);
					}
				},
			),
			{ numRuns: 150 },
		);
	});
});

describe("takenAt", () => {
	const xmpOf = (date: string): Uint8Array =>
		new TextEncoder().encode(
			`<rdf:RDF xmlns:rdf="r"><rdf:Description xmlns:p="p" p:DateCreated="${date}"/></rdf:RDF>`,
		);

	test("has the precision of XMP, and sorts as the start of it", async () => {
		const dates = ["1978", "1978-01-01", "1978-05", "1978-05-01", "1978-05-01T00:00:00", "1979"];
		const found: (string | null)[] = [];
		for (const date of [...dates].reverse()) {
			const { takenAt } = await readMetadata(webp.webp([webp.chunk("XMP ", xmpOf(date))]));
			found.push(takenAt);
		}
		expect(found.sort()).toEqual(dates);
	});

	test("is EXIF's original time before XMP's", async () => {
		const exif = tiff([], [text(0x9003, "2001:02:03 04:05:06")]);
		const parts = [webp.chunk("EXIF", exif), webp.chunk("XMP ", xmpOf("1978"))];
		expect((await readMetadata(webp.webp(parts))).takenAt).toBe("2001-02-03T04:05:06");
	});
});

describe("a part of readMetadata:", () => {
	test.each([
		["2018:07:25 16:34:23", "+02:00", "2018-07-25T16:34:23+02:00"],
		["2018:07:25 16:34:23", null, "2018-07-25T16:34:23"],
		["2018:07:25 16:34:23", "nonsense", "2018-07-25T16:34:23"],
		["2018-07-25T16:34:23.456Z", null, "2018-07-25T16:34:23+00:00"],
		["2018-07-25T16:34-0930", "+01:00", "2018-07-25T16:34:00-09:30"],
		["2018-07-25", "+02:00", "2018-07-25"],
		["1978", null, "1978"],
		["1978-05", null, "1978-05"],
		["1978:05", null, "1978-05"],
		["1978-05-00", null, "1978-05"],
		["1978-00-00", null, "1978"],
		["1978:00:00 00:00:00", null, "1978"],
		["1978-13", null, null],
		["1825", null, null],
		["1979-02-29", null, null],
		["1980-02-29T10:00", null, "1980-02-29T10:00:00"],
		["2018:02:31 10:00:00", null, null],
		["2018:13:01 10:00:00", null, null],
		["2018:12:01 25:00:00", null, null],
		["2018:12:01 24:00:00", null, null],
		["2018:12:01 12:60:00", null, null],
		["0000:00:00 00:00:00", null, null],
		["    :  :     :  :  ", null, null],
	])("isoTime(%p, %p) is %p", (time, offset, expected) => {
		expect(isoTime(time, offset)).toBe(expected);
	});

	test("cleanText removes everything that could harm a page or a terminal", () => {
		expect(cleanText("  Canon\u001b[31m\u202e ")).toBe("Canon [31m");
		expect(cleanText("Canon\0II*\0secret")).toBe("Canon");
		expect(cleanText("two\r\nlines")).toBe("two\nlines");
		expect(cleanText("null")).toBeNull();
		expect(cleanText("x".repeat(5000))).toHaveLength(2000);
		expect(cleanText(`${"x".repeat(1999)}\u{1f4f7}`)?.isWellFormed()).toBe(true);
		fc.assert(
			fc.property(fc.string({ unit: "binary" }), (text) => {
				expect(cleanText(text) ?? "").not.toMatch(/(?!\n)\p{Cc}/u);
				expect((cleanText(text) ?? "").isWellFormed()).toBe(true);
			}),
		);
	});

	test("cleanKeywords returns at most 100 keywords, each once", () => {
		expect(cleanKeywords(["a", " a", "", null, "b"])).toEqual(["a", "b"]);
		expect(cleanKeywords(Array.from({ length: 500 }, (_, index) => `k${index}`))).toHaveLength(100);
	});

	test("fraction divides, and returns null for anything that is not a number", () => {
		expect(fraction([28, 10])).toBe(2.8);
		expect([fraction([1, 0]), fraction([0, 0]), fraction("7"), fraction([])]).toEqual([
			...[null, null, null, null],
		]);
	});
});
