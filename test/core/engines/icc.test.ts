import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { readIccProfile } from "../../../core/engines/icc-profile.ts";
import { builtInProfile } from "../../pictures/painter.ts";

describe("readIccProfile", () => {
	test("distinguishes sRGB from other profiles by its numbers", () => {
		expect(readIccProfile(builtInProfile("srgb"))).toEqual({ colourSpace: "RGB ", isSrgb: true });
		expect(readIccProfile(builtInProfile("p3"))).toEqual({ colourSpace: "RGB ", isSrgb: false });
		expect(readIccProfile(builtInProfile("cmyk"))).toEqual({ colourSpace: "CMYK", isSrgb: false });
	});

	test("does not accept sRGB's primaries with another curve as sRGB", () => {
		const linear = builtInProfile("srgb").slice();
		const view = new DataView(linear.buffer);
		const curve = new TextDecoder("latin1").decode(linear).indexOf("para");
		view.setInt32(curve + 12, 1 << 16); // The exponent.
		expect(readIccProfile(linear)).toEqual({ colourSpace: "RGB ", isSrgb: false });
	});

	test("returns null without the signature", () => {
		expect(readIccProfile(new Uint8Array(500))).toBeNull();
		expect(readIccProfile(new Uint8Array())).toBeNull();
	});

	test("never throws on damaged profiles", () => {
		const srgb = builtInProfile("srgb");
		const places = fc.array(fc.tuple(fc.nat(srgb.length - 1), fc.nat(255)), { maxLength: 20 });
		fc.assert(
			fc.property(places, fc.nat(srgb.length), (changes, length) => {
				const damaged = srgb.slice(0, length);
				for (const [at, value] of changes) if (at < length) damaged[at] = value;
				readIccProfile(damaged);
			}),
		);
	});
});
