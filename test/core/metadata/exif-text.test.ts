import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { readMetadata } from "../../../core/metadata/read.ts";
import { strip } from "../../../core/privacy/strip.ts";
import { ascii, contains, join } from "../../containers/bytes.ts";
import { type Tag, text, tiff } from "../../containers/exif.ts";
import { exifJpeg } from "../../containers/jpeg.ts";

const [MAKE, MODEL, DESCRIPTION, ARTIST, COPYRIGHT] = [0x10f, 0x110, 0x10e, 0x13b, 0x8298];
const [BYTE, ASCII, UNDEFINED] = [1, 2, 7];

const tag = (number: number, type: number, bytes: Uint8Array): Tag => [
	number,
	type,
	bytes.length,
	bytes,
];
const read = (...tags: readonly Tag[]) => readMetadata(exifJpeg(tiff(tags)));

describe("an EXIF text", () => {
	const secret = "\0SECRET\xfc\xcd\0 2014:05:06\0";

	test("ends at the first NUL, whatever follows it", async () => {
		const found = await read(
			tag(MAKE, ASCII, ascii(`GoPro${secret}`)),
			tag(MODEL, ASCII, ascii(`HD2${secret}`)),
			tag(DESCRIPTION, ASCII, ascii(`Surf${secret}`)),
			tag(ARTIST, ASCII, ascii(`Ada${secret}`)),
			tag(COPYRIGHT, ASCII, ascii(`© Ada${secret}`)),
		);
		expect(found).toMatchObject({ camera: "GoPro HD2", caption: "Surf", artist: "Ada" });
		expect(found.copyright).toBe("© Ada");
	});

	test("of nothing but what follows a NUL is none", async () => {
		const found = await read(tag(MODEL, ASCII, ascii(secret)), tag(ARTIST, ASCII, ascii(secret)));
		expect(found).toMatchObject({ camera: null, artist: null });
	});

	test.each([BYTE, UNDEFINED])("stored as bytes (type %d) is text", async (type) => {
		const found = await read(
			tag(MAKE, type, ascii("Google")),
			tag(MODEL, type, join("Celular", 0, 0xff, 0xd8)),
		);
		expect(found.camera).toBe("Google Celular");
	});

	test.each([
		["control characters", join(1, 2, 3, 4, 5)],
		["bytes that are no UTF-8", join("abc", 0xff, 0xfe)],
		["NULs", new Uint8Array(9)],
	])("of bytes that are %s is none", async (_, bytes) => {
		expect((await read(tag(MODEL, BYTE, bytes))).camera).toBeNull();
	});

	test("never contains what follows its NUL", async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.constantFrom(BYTE, ASCII, UNDEFINED),
				fc.stringMatching(/^[A-Y ]{0,9}$/),
				fc.uint8Array({ maxLength: 40 }),
				async (type, shown, hidden) => {
					const bytes = join(shown, 0, "ZZZZ", hidden);
					for (const number of [MAKE, MODEL, DESCRIPTION, ARTIST]) {
						expect(JSON.stringify(await read(tag(number, type, bytes)))).not.toContain("Z");
					}
				},
			),
			{ numRuns: 100 },
		);
	});
});

test("a credit that is kept has nothing of what follows a NUL", async () => {
	const exif = tiff([
		tag(ARTIST, ASCII, ascii("Ada\0SECRET\0")),
		tag(COPYRIGHT, ASCII, ascii("© Ada\0\x01SECRET\0")),
	]);
	const { artist, copyright } = await readMetadata(exifJpeg(exif));
	const clean = await strip(exifJpeg(exif), { credit: { artist, copyright } });
	expect(await readMetadata(clean)).toMatchObject({ artist: "Ada", copyright: "© Ada" });
	expect(contains(clean, "SECRET")).toBe(false);
	const given = await strip(exifJpeg(exif), { credit: { artist: "Ada\0SECRET" } });
	expect(contains(given, "SECRET")).toBe(false);
});

describe("EXIF's copyright", () => {
	test.each([
		["Ada\0", "Ada"],
		["Ada\0The Times\0", "Ada; The Times"],
		[" \0The Times\0", "The Times"],
		["\0The Times\0", "The Times"],
		["Ada\0The Times\0SECRET\0", "Ada"],
		["Ada\0\x01SECRET\xfc\0", "Ada"],
		[" \0", null],
	])("%j is %j", async (notices, copyright) => {
		expect((await read(tag(COPYRIGHT, ASCII, ascii(notices)))).copyright).toBe(copyright);
	});

	test("is text in UTF-8", async () => {
		expect((await read(text(COPYRIGHT, "© Zoë"))).copyright).toBe("© Zoë");
	});
});
