import { describe, expect, test } from "bun:test";
import { requireImageType, SNIFF_BYTES, sniff } from "../../../core/formats/sniff.ts";
import { LOADED } from "../../containers/all.ts";
import { ascii, big, join } from "../../containers/bytes.ts";
import { codeOf } from "../../containers/thrown.ts";

function ftyp(major: string, ...compatible: string[]): Uint8Array {
	return join(big(16 + 4 * compatible.length, 4), "ftyp", major, big(0, 4), compatible.join(""));
}

describe("sniff", () => {
	test("recognises a file of each accepted type", () => {
		for (const [kind, bytes] of Object.entries(LOADED)) {
			const type: string | null = sniff(bytes.subarray(0, SNIFF_BYTES));
			expect(type).toBe(kind.replace("animated ", ""));
		}
	});

	test.each([
		["avif", ftyp("avif", "mif1", "miaf")],
		["avif", ftyp("avis", "avif")],
		["avif", ftyp("mif1", "avif", "miaf")],
		["avif", ftyp("msf1", "mif1", "avis")],
		["heic", ftyp("heic", "mif1", "heic")],
		["heic", ftyp("heix", "avif")],
		["heic", ftyp("mif1", "heic")],
		["heic", ftyp("mif1")],
		["raw", ftyp("crx ", "isom")],
		["video", ftyp("isom", "mp42")],
		["video", ftyp("qt  ")],
		["tiff", ascii("II*\0\x08\0\0\0")],
		["tiff", ascii("MM\0*\0\0\0\x08")],
		["raw", ascii("II*\0\x10\0\0\0CR\x02\0")],
		["jxl", ascii("\xff\x0a\0\0")],
		["jxl", ascii("\0\0\0\x0cJXL \r\n\x87\n")],
		["bmp", ascii("BM\0\0\0\0")],
		["pdf", ascii("%PDF-1.7")],
		["svg", ascii("\xef\xbb\xbf <svg xmlns=''>")],
		["svg", ascii('<?xml version="1.0"?>\n<svg>')],
	] as const)("returns %s for its magic bytes", (type, head) => {
		const found: string | null = sniff(head);
		expect(found).toBe(type);
	});

	test.each([
		["HTML", ascii("<!DOCTYPE html><html>")],
		["XML without SVG", ascii('<?xml version="1.0"?><rss>')],
		["half a PNG signature", ascii("\x89PNG\r")],
		["a WAVE file", ascii("RIFF\0\0\0\0WAVE")],
		["zeros", new Uint8Array(64)],
	])("does not recognise %s", (_, head) => {
		expect(sniff(head)).toBeNull();
	});

	test("ignores brands after the end of ftyp", () => {
		expect(sniff(join(ftyp("isom"), "avif"))).toBe("video");
	});
});

describe("requireImageType", () => {
	test("throws the reason, and for HEIC the remedy", () => {
		expect(codeOf(() => requireImageType(new Uint8Array(0)))).toBe("empty-file");
		expect(codeOf(() => requireImageType(ascii("hello")))).toBe("not-an-image");
		expect(codeOf(() => requireImageType(ftyp("heic")))).toBe("unsupported-format");
		expect(() => requireImageType(ftyp("heic"))).toThrow(/HEIC is not supported.*JPEG/);
	});
});
