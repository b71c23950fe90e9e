import { describe, expect, test } from "bun:test";
import { gifFindings } from "../../../core/cli/findings/gif-findings.ts";
import { join, little } from "../../containers/bytes.ts";
import { gifFrame } from "../../containers/gif.ts";
import { codeOf } from "../../containers/thrown.ts";

const TRAILER = Uint8Array.of(0x3b);

/** A GIF with extensions before its picture. */
function gifWith(...extensions: readonly Uint8Array[]): Uint8Array {
	const screen = join("GIF89a", little(30, 2), little(20, 2), 0x81, 0, 0, new Uint8Array(12));
	return join(screen, ...extensions, gifFrame(30, 20), TRAILER);
}

/** An application extension with data in one sub-block. */
function application(name: string, ...data: readonly number[]): Uint8Array {
	return join(0x21, 0xff, 11, name, data.length, ...data, 0);
}

const LOOP = application("NETSCAPE2.0", 1, 0, 0);

describe("gifFindings", () => {
	test.each([
		["a picture alone", [], []],
		["an animation that repeats", [LOOP], []],
		["a colour profile", [application("ICCRGBG1012", 1, 2, 3, 4)], []],
		["a comment", [join(0x21, 0xfe, 2, "hi", 0)], ["comment"]],
		["text over the picture", [join(0x21, 0x01, 12, new Uint8Array(12), 1, "a", 0)], ["text"]],
		["XMP", [application("XMP DataXMP", 1)], ["XMP"]],
		["an unknown program's data", [application("MAKER   1.0", 1)], ["unknown data (MAKER   1.0)"]],
		["an unknown extension", [join(0x21, 0x99, 1, 5, 0)], ["unknown data"]],
		[
			"data behind the number of repeats",
			[join(LOOP.slice(0, -1), 2, "hi", 0)],
			["unknown data (NETSCAPE2.0)"],
		],
		["data behind the timing", [join(0x21, 0xf9, 4, 0, 0, 0, 0, 2, "hi", 0)], ["unknown data"]],
	])("names what is in %s", (_, extensions, expected) => {
		expect(gifFindings(gifWith(...extensions))).toEqual(expected);
	});

	test("names data after the end", () => {
		expect(gifFindings(join(gifWith(), "SECRET"))).toEqual(["data after the image"]);
	});

	test("refuses a file that ends early, at every byte", () => {
		const bytes = gifWith(LOOP);
		for (let length = 0; length < bytes.length; length++) {
			expect(codeOf(() => gifFindings(bytes.slice(0, length)))).toBe("truncated-file");
		}
	});
});
