import { describe, expect, test } from "bun:test";
import { BT709, DISPLAY_P3 } from "../../../core/formats/colour/coding.ts";
import { readColourCoding } from "../../../core/formats/colour-coding.ts";
import { av1Colours } from "../../../core/formats/heif/av1-colour.ts";
import { avif, box, ispe } from "../../containers/avif.ts";
import { join, noise } from "../../containers/bytes.ts";
import { losslessAvif } from "../../pictures/coded-colours.ts";
import { imageOf } from "../../pictures/painter.ts";
import { quadrants } from "../../pictures/pixels.ts";

/** Writes a number, the highest bit first. */
const bits = (value: number, count: number) => value.toString(2).padStart(count, "0");

/** Makes open bitstream units: a temporal delimiter and a sequence header of these bits. */
function obus(header: string): Uint8Array {
	const bytes = (header.match(/.{1,8}/g) ?? []).map((byte) =>
		Number.parseInt(byte.padEnd(8, "0"), 2),
	);
	return join(0x12, 0, 0x0a, bytes.length, Uint8Array.from(bytes));
}

/** A size of 96 x 64 in 7 bits each. */
const SIZE = bits(6, 4) + bits(6, 4) + bits(95, 7) + bits(63, 7);
/** 8 bits, in colour, described: Display P3, PQ and a matrix. */
const COLOURS = `001${bits(12, 8)}${bits(16, 8)}${bits(6, 8)}`;
const P3_PQ = { primaries: 12, transfer: 16 };

/** Profile 0, still, in the short form; tools; then the colours. */
const SHORT = `00011${bits(8, 5)}${SIZE}000000`;
/** With an order hint, screen content as the encoder chooses, and integer motion as it chooses. */
const TOOLS = `000${"0000"}1${"00"}1${"1"}${bits(6, 3)}000`;
const LONG = (timing: string, points: string) => `00000${timing}${points}${SIZE}0${TOOLS}`;

describe("av1Colours", () => {
	test.each([
		["the short form", SHORT],
		["the long form", LONG("0", `0${bits(0, 5)}${bits(0, 12)}${bits(9, 5)}0`)],
		[
			"timing, decoder models and delays",
			LONG(
				// 32 + 32 bits, equal intervals with uvlc 0, then a decoder model with delays of 3 bits.
				`1${bits(1, 32)}${bits(30, 32)}11${"1"}${bits(2, 5)}${bits(1, 32)}${bits(3, 10)}`,
				`1${bits(0, 5)}${bits(0, 12)}${bits(5, 5)}1${bits(5, 3)}${bits(5, 3)}01${bits(9, 4)}`,
			),
		],
	])("reads the sequence header: %s", (_, header) => {
		expect(av1Colours(obus(header + COLOURS))).toEqual(P3_PQ);
		expect(av1Colours(obus(`${header}000`))).toBeNull();
	});

	test("returns null of what is cut off or no sequence header", () => {
		for (const bytes of [join(), join(0x0a), join(0x32, 3, 1, 2, 3), join(0x0a, 0xff, 0xff)]) {
			expect(av1Colours(bytes)).toBeNull();
		}
	});
});

describe("an AVIF without nclx", () => {
	const told = obus(SHORT + COLOURS);
	const config = (units: Uint8Array) => box("av1C", Uint8Array.of(0x81, 0, 0, 0), units);
	const nothing = new Uint8Array();
	const coding = { primaries: DISPLAY_P3, transfer: "pq" } as const;

	test.each([
		["av1C", told, nothing, coding],
		["its coded pixels", nothing, told, coding],
		["none of them", nothing, obus(`${SHORT}000`), null],
	])("has the colours of %s", (_, inConfig, inPixels, expected) => {
		const bytes = join(inPixels, noise(300));
		const picture = { id: 1, type: "av01", bytes, properties: [1, 2] };
		const properties = [ispe(96, 64), config(inConfig)];
		const whole = avif({ items: [picture], properties });
		expect(readColourCoding(whole, "avif")).toEqual(expected);
		const grid = avif({
			items: [
				{ id: 1, type: "grid", bytes: join(0, 0, 0, 0, 0, 96, 0, 64), properties: [1] },
				{ ...picture, id: 2 },
			],
			references: [["dimg", 1, 2]],
			properties,
		});
		expect(readColourCoding(grid, "avif")).toEqual(expected);
	});

	test("has those that our encoder writes", () => {
		const drawn = losslessAvif(imageOf(quadrants(96, 64)));
		const at = new TextDecoder("latin1").decode(drawn).indexOf("colrnclx");
		drawn.set(join("free"), at);
		expect(readColourCoding(drawn, "avif")).toEqual({ primaries: BT709, transfer: "srgb" });
	});
});
