import { describe, expect, test } from "bun:test";
import { firstCaption } from "../../../core/metadata/caption.ts";
import { readMetadata } from "../../../core/metadata/read.ts";
import { userComment } from "../../../core/metadata/user-comment.ts";
import { utf16Text } from "../../../core/metadata/utf16-text.ts";
import { ascii, big, join, little } from "../../containers/bytes.ts";
import { type Tag, text, tiff } from "../../containers/exif.ts";
import { exifJpeg, jpeg, segment } from "../../containers/jpeg.ts";
import { dataset, photoshopWith } from "../../containers/metadata.ts";

const [DESCRIPTION, ARTIST, USER_COMMENT] = [0x10e, 0x13b, 0x9286];
const XP = { title: 0x9c9b, comment: 0x9c9c, author: 0x9c9d, keywords: 0x9c9e } as const;

const utf16 = (value: string, write = little) =>
	join(...Array.from(value, (unit) => write(unit.charCodeAt(0), 2)));
const bytes = (tag: number, type: number, value: Uint8Array): Tag => [
	tag,
	type,
	value.length,
	value,
];
const explorer = (tag: number, value: string) => bytes(tag, 1, utf16(`${value}\0`));

test("EXIF texts that are not UTF-8 are in Windows-1252", async () => {
	const value = ascii("Ada\x92s \x84Fl\xfc\xdfe\x93 \x96 5 \x80\0");
	expect(await readMetadata(exifJpeg(tiff([bytes(DESCRIPTION, 2, value)])))).toMatchObject({
		caption: "Ada’s „Flüße“ – 5 €",
	});
});

describe("the tags of Windows Explorer", () => {
	const tags = [
		explorer(XP.title, "Häfen"),
		explorer(XP.comment, "Boats\0SECRET"),
		explorer(XP.author, "Zoë"),
		explorer(XP.keywords, "sea; boats;sea"),
	];

	test("are read", async () => {
		expect(await readMetadata(exifJpeg(tiff(tags)))).toMatchObject({
			...{ title: "Häfen", caption: "Boats", artist: "Zoë", keywords: ["sea", "boats"] },
		});
	});

	test("come after those of EXIF", async () => {
		const found = await readMetadata(
			exifJpeg(tiff([text(DESCRIPTION, "Quay"), text(ARTIST, "Ada"), ...tags])),
		);
		expect(found).toMatchObject({ caption: "Quay", artist: "Ada" });
	});
});

describe("a text in UTF-16", () => {
	test.each([
		["little-endian", utf16("Ada"), "Ada"],
		["big-endian", utf16("Ada", big), "Ada"],
		["with a mark", utf16("\ufeff東京", big), "東京"],
		["without a mark in other letters", utf16("東京"), "東京"],
		["with a NUL", utf16("Ada\0SECRET"), "Ada"],
		["with half a character", join(utf16("Ada"), 7), "Ada"],
		["empty", new Uint8Array(0), null],
	])("%s is read", (_, value, expected) => {
		expect(utf16Text([...value])).toBe(expected);
	});
});

describe("a user comment", () => {
	test.each([
		["ASCII\0\0\0Boats come home\0SECRET", "Boats come home"],
		["ASCII\0\0\0          ", null],
		["\0\0\0\0\0\0\0\0Boats", "Boats"],
		["UNICODE\0B\0o\0a\0t\0", "Boat"],
		["UNICODE\0\0B\0o\0a\0t", "Boat"],
		["JIS\0\0\0\0\0\x1b$B", null],
		["Boats", "Boats"],
		["\x01\x02\x03\x04\x05\x06\x07\x08\x09", null],
		["ASCII\0\0\0\x01\x02SECRET", null],
		["", null],
	])("%j is %j", (value, comment) => {
		expect(userComment([...ascii(value)])).toBe(comment);
	});

	test("is the caption if there is no other", async () => {
		const comment = bytes(USER_COMMENT, 7, ascii("ASCII\0\0\0Boats"));
		expect((await readMetadata(exifJpeg(tiff([], [comment])))).caption).toBe("Boats");
		const both = tiff([text(DESCRIPTION, "Quay")], [comment]);
		expect((await readMetadata(exifJpeg(both))).caption).toBe("Quay");
	});
});

describe("a caption", () => {
	test.each([
		"OLYMPUS DIGITAL CAMERA",
		"KONICA MINOLTA DIGITAL CAMERA",
		"DIGITAL CAMERA",
		"SONY DSC",
		"SAMSUNG CAMERA PICTURES",
		"Exif_JPEG_PICTURE",
		"DCIM\\100GOPRO",
		"DCIM\\100MEDIA\\DJI_0001.JPG",
		"DSC_0042.JPG",
		"sdr_vivid",
		"cof",
		"oplus_1024",
		'{"mirror":false}',
		"filter: 0; fileterIntensity: 0.0; filterMask: 0;",
	])("is not what cameras write: %s", (boilerplate) => {
		expect(firstCaption(boilerplate)).toBeNull();
		expect(firstCaption(boilerplate, "Boats")).toBe("Boats");
	});

	test("is no title either, if a camera wrote it", async () => {
		const iptc = segment(0xed, photoshopWith(dataset(5, "SONY DSC"), dataset(105, "Boats")));
		expect((await readMetadata(jpeg([iptc]))).title).toBe("Boats");
	});

	test.each([
		"My first digital camera: a love story",
		"Note: boats; they come home",
		"Picture of a boat",
		"HDR of the harbour",
		"Cologne 2018",
	])("is what people write: %s", (caption) => {
		expect(firstCaption(caption)).toBe(caption);
	});
});

test("IPTC is read from resources in several segments", async () => {
	const iptc = photoshopWith(dataset(5, "Harbour"), dataset(25, "boats"));
	const other = join("Photoshop 3.0\0", "8BIM", 4, 0x0c, 2, "ab", 0, big(3, 4), "abc", 0);
	const half = join("Photoshop 3.0\0", iptc.subarray(40));
	for (const payloads of [
		[other, iptc],
		[iptc, other],
		[other, iptc.subarray(0, 40), half, other],
	]) {
		const bytes = jpeg(payloads.map((payload) => segment(0xed, payload)));
		expect(await readMetadata(bytes)).toMatchObject({ title: "Harbour", keywords: ["boats"] });
	}
});

test.each([
	["19780504", "1978-05-04"],
	["19780500", "1978-05"],
	["19780000", "1978"],
	["00000000", null],
])("IPTC's date %s is %s", async (date, takenAt) => {
	const bytes = jpeg([segment(0xed, photoshopWith(dataset(55, date)))]);
	expect((await readMetadata(bytes)).takenAt).toBe(takenAt);
});

test("a headline is the title if there is no other", async () => {
	const iptc = (...datasets: readonly Uint8Array[]) =>
		jpeg([segment(0xed, photoshopWith(...datasets))]);
	const headline = dataset(105, "Boats come home");
	expect((await readMetadata(iptc(headline))).title).toBe("Boats come home");
	expect((await readMetadata(iptc(dataset(5, "Harbour"), headline))).title).toBe("Harbour");
});

test("names of several people end at a NUL each", async () => {
	const byLines = [dataset(80, "Ada\0SECRET"), dataset(80, "Grace")];
	const found = await readMetadata(jpeg([segment(0xed, photoshopWith(...byLines))]));
	expect(found.artist).toBe("Ada, Grace");
});
