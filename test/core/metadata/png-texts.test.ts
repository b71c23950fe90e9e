import { describe, expect, test } from "bun:test";
import { deflateSync } from "node:zlib";
import { readMetadata } from "../../../core/metadata/read.ts";
import { join } from "../../containers/bytes.ts";
import { XMP_PACKET } from "../../containers/metadata.ts";
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
