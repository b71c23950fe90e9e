import { describe, expect, test } from "bun:test";
import { requireImageType, SNIFF_BYTES, sniff } from "../../../core/formats/sniff.ts";
import { LOADED } from "../../containers/all.ts";
import { ascii, big, join, little } from "../../containers/bytes.ts";
import { codeOf } from "../../containers/thrown.ts";

function ftyp(major: string, ...compatible: string[]): Uint8Array {
	return join(big(16 + 4 * compatible.length, 4), "ftyp", major, big(0, 4), compatible.join(""));
}

/** A TIFF whose first directory has these tags, with numbers of 16 bits. */
function tiff(order: "II" | "MM", ...entries: readonly (readonly [tag: number, value: number])[]) {
	const number = order === "II" ? little : big;
	const fields = entries.map(([tag, value]) =>
		join(number(tag, 2), number(3, 2), number(1, 4), number(value, 2), number(0, 2)),
	);
	return join(order, number(42, 2), number(8, 4), number(entries.length, 2), ...fields, big(0, 4));
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
		["tiff", tiff("II", [254, 0], [259, 1], [262, 2])],
		["tiff", tiff("MM", [254, 1], [259, 7], [262, 6])],
		["raw", ascii("II*\0\x10\0\0\0CR\x02\0")],
		// NEF and DNG begin with a preview; ARW and PEF with pixels compressed in the maker's way.
		["raw", tiff("MM", [254, 1], [259, 1], [262, 2], [330, 100])],
		["raw", tiff("II", [254, 0], [259, 7], [262, 32803], [50706, 260])],
		["raw", tiff("II", [254, 0], [259, 32767])],
		["raw", tiff("II", [254, 0], [259, 65535])],
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
	test("throws the reason, and for raw files the remedy", () => {
		expect(codeOf(() => requireImageType(new Uint8Array(0)))).toBe("empty-file");
		expect(codeOf(() => requireImageType(ascii("hello")))).toBe("not-an-image");
		const nef = tiff("MM", [254, 1], [330, 100]);
		expect(codeOf(() => requireImageType(nef))).toBe("unsupported-format");
		expect(() => requireImageType(nef)).toThrow(/Raw files are not supported.*JPEG/);
	});
});
