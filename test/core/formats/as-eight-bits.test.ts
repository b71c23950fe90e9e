import { describe, expect, test } from "bun:test";
import { asEightBits } from "../../../core/formats/avif/as-eight-bits.ts";
import { losslessAvif } from "../../pictures/coded-colours.ts";
import { decodeWithVips, imageOf } from "../../pictures/painter.ts";
import { quadrants } from "../../pictures/pixels.ts";

const drawn = imageOf(quadrants(96, 64));
const deep = losslessAvif(drawn, 10);

/** A picture of 10 bits whose pixels are no multiples of those of 8. */
function coded(subsampling: "on" | "off"): Uint8Array {
	const image = drawn.linear([250.3], [77]).cast("ushort").copy({ interpretation: "rgb16" });
	return image.heifsaveBuffer({
		compression: "av1",
		subsample_mode: subsampling,
		bitdepth: 10,
		effort: 0,
		Q: 90,
	});
}

describe("an AVIF of 10 bits", () => {
	test.each([
		["without loss", deep],
		["in 4:4:4", coded("off")],
	])("%s is decoded to the same 8 bits as through 16", (_, avif) => {
		const [wide, narrow] = [decodeWithVips(avif), decodeWithVips(asEightBits(avif))];
		expect([wide.format, narrow.format]).toEqual(["ushort", "uchar"]);
		const through16 = wide.colourspace("srgb").cast("uchar");
		expect(narrow.writeToMemory()).toEqual(through16.writeToMemory());
	});

	test("in 4:2:0 keeps its bits, and so does one of 8", () => {
		for (const avif of [coded("on"), losslessAvif(drawn, 8)]) {
			expect(asEightBits(avif)).toBe(avif);
		}
	});

	test("is not changed itself", () => {
		const before = deep.slice();
		expect(asEightBits(deep)).not.toBe(deep);
		expect(deep).toEqual(before);
	});
});
