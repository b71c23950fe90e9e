import { describe, expect, test } from "bun:test";
import { verifyGif } from "../../../core/privacy/containers/gif.ts";
import { join } from "../../containers/bytes.ts";
import { application, gifWith, LOOP, PROFILE, profileWith } from "../../containers/gif.ts";
import { codeOf } from "../../containers/thrown.ts";

describe("verifyGif", () => {
	test.each([
		["a picture alone", [], []],
		["an animation that repeats", [LOOP], []],
		["a colour profile", [PROFILE], []],
		["two colour profiles", [PROFILE, PROFILE], ["several colour profiles"]],
		["what is no profile", [application("ICCRGBG1012", 1, 2)], ["unknown data (ICCRGBG1012)"]],
		["data behind a profile", [profileWith("SECRET")], ["unknown data (ICCRGBG1012)"]],
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
		expect(verifyGif(gifWith(...extensions))).toEqual(expected);
	});

	test("names data after the end", () => {
		expect(verifyGif(join(gifWith(), "SECRET"))).toEqual(["data after the image"]);
	});

	test("refuses a file that ends early, at every byte", () => {
		const bytes = gifWith(LOOP);
		for (let length = 0; length < bytes.length; length++) {
			expect(codeOf(() => verifyGif(bytes.slice(0, length)))).toBe("truncated-file");
		}
	});
});
