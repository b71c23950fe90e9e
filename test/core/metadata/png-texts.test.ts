import { describe, expect, test } from "bun:test";
import { deflateSync } from "node:zlib";
import { readMetadata } from "../../../core/metadata/read.ts";
import { join } from "../../containers/bytes.ts";
import { richExif, text, tiff } from "../../containers/exif.ts";
import { photoshopIptc, XMP_PACKET } from "../../containers/metadata.ts";
import { chunk, png } from "../../containers/png.ts";

const utf8 = (text: string) => new TextEncoder().encode(text);
const plain = (keyword: string, text: string) => chunk("tEXt", join(keyword, 0, text));
const compressed = (keyword: string, text: string | Uint8Array) =>
	chunk("zTXt", join(keyword, 0, 0, deflateSync(typeof text === "string" ? join(text) : text)));
const international = (keyword: string, text: Uint8Array, isCompressed = false) => {
	const head = join(keyword, 0, isCompressed ? 1 : 0, 0, "en", 0, utf8("Wörter"), 0);
	return chunk("iTXt", join(head, isCompressed ? deflateSync(text) : text));
};

describe("the texts of a PNG", () => {
	test.each([
		["plain", plain("Title", "H\xe4fen")],
		["compressed", compressed("Title", "H\xe4fen")],
		["international", international("Title", utf8("Häfen"))],
		["international and compressed", international("Title", utf8("Häfen"), true)],
	])("are read if they are %s", async (_, part) => {
		expect((await readMetadata(png([part]))).title).toBe("Häfen");
		expect((await readMetadata(png([], [part]))).title).toBe("Häfen");
	});

	test("have keywords in any case", async () => {
		expect((await readMetadata(png([compressed("author", "Ada")]))).artist).toBe("Ada");
	});

	test("end at a NUL", async () => {
		const parts = [plain("Title", "Quay\0SECRET"), compressed("Author", "Ada\0SECRET")];
		expect(await readMetadata(png(parts))).toMatchObject({ title: "Quay", artist: "Ada" });
	});

	test("are read before and after one that cannot be", async () => {
		const parts = [
			plain("Author", "Ada"),
			chunk("zTXt", join("Description", 0, 0, "not compressed")),
			chunk("zTXt", join("Copyright", 0, 7, deflateSync("unknown method"))),
			chunk("iTXt", join("Title", 0, 1)),
			compressed("Copyright", new Uint8Array(9 << 20)),
			plain("Title", "Quay"),
		];
		expect(await readMetadata(png(parts))).toMatchObject({
			...{ artist: "Ada", title: "Quay", caption: null, copyright: null },
		});
	});

	test("are at most 50", async () => {
		const many = Array.from({ length: 60 }, (_, i) => plain(`Note ${i}`, "x"));
		expect((await readMetadata(png([...many, plain("Title", "Quay")]))).title).toBeNull();
	});
});

test.each([true, false])("XMP in a PNG is read if compressed: %s", async (isCompressed) => {
	const part = international("XML:com.adobe.xmp", XMP_PACKET, isCompressed);
	expect((await readMetadata(png([part]))).title).toBe("Evening & harbour");
});

describe("a profile in a PNG's text is read:", () => {
	const hex = (profile: Uint8Array) => Buffer.from(profile).toString("hex");
	const wrapped = (profile: Uint8Array) => hex(profile).replace(/.{72}/g, "$&\n");
	const raw = (name: string, profile: Uint8Array) =>
		compressed(
			`Raw profile type ${name}`,
			`\n${name}\n    ${profile.length}\n${wrapped(profile)}\n`,
		);
	const exif = join("Exif\0\0", richExif());
	const iptc = photoshopIptc();

	test.each([
		["EXIF", raw("exif", exif), { camera: "Canon EOS 5D Mark III", iso: 640 }],
		["EXIF in APP1", raw("APP1", exif), { camera: "Canon EOS 5D Mark III", iso: 640 }],
		["XMP", raw("xmp", XMP_PACKET), { title: "Evening & harbour" }],
		[
			"XMP in APP1",
			raw("APP1", join("http://ns.adobe.com/xap/1.0/\0", XMP_PACKET)),
			{ title: "Evening & harbour" },
		],
		["IPTC with its signature", raw("iptc", iptc), { title: "Title of IPTC" }],
		["IPTC in resources", raw("iptc", iptc.subarray(14)), { title: "Title of IPTC" }],
		["IPTC alone", raw("iptc", iptc.subarray(26)), { title: "Title of IPTC" }],
	])("%s", async (_, part, expected) => {
		expect(await readMetadata(png([part]))).toMatchObject(expected);
	});

	test.each([
		["is not hexadecimal", compressed("Raw profile type exif", "\nexif\n 4\nSECRET")],
		["is empty", compressed("Raw profile type xmp", "\nxmp\n 0\n")],
		["is huge", compressed("Raw profile type exif", `\nexif\n 9\n${"00".repeat(2 << 20)}`)],
		["has no lines", compressed("Raw profile type exif", "45786966")],
	])("nothing, if it %s", async (_, part) => {
		const found = await readMetadata(png([part]));
		expect(found).toMatchObject({ camera: null, title: null, caption: null });
	});

	test("nothing, if the PNG has EXIF of its own", async () => {
		const own = chunk("eXIf", tiff([text(0x10f, "Canon"), text(0x110, "Canon EOS R5")]));
		const found = await readMetadata(png([raw("exif", exif), own]));
		expect(found.camera).toBe("Canon EOS R5");
	});
});
