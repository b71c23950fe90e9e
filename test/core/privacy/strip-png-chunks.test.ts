import { describe, expect, test } from "bun:test";
import { parseBytes } from "../../../core/formats/bytes/parse.ts";
import { walkPng } from "../../../core/formats/png/walk.ts";
import { strip } from "../../../core/privacy/strip.ts";
import { verify } from "../../../core/privacy/verify.ts";
import { big, join } from "../../containers/bytes.ts";
import * as png from "../../containers/png.ts";
import { decodeWithVips, imageOf } from "../../pictures/painter.ts";
import { paint } from "../../pictures/pixels.ts";

const DROP = { orientation: "drop" } as const;
const UNREAD = "data that no decoder reads";
const SECRET = join("SECRET-POSITION");
const [WIDTH, HEIGHT] = [23, 17];
const IMAGE = imageOf(paint(WIDTH, HEIGHT, 3, (x, y) => [x * 11, y * 15, (x * y) & 255]));

type Part = { readonly type: string; readonly data: Uint8Array };

function partsOf(bytes: Uint8Array): readonly Part[] {
	return parseBytes(bytes, walkPng(bytes.length)).chunks.map(({ type, start, end }) => ({
		type,
		data: bytes.subarray(start + 8, end - 4),
	}));
}

/** Makes a PNG of what an encoder drew, with chunks before and after one of its chunks. */
function around(
	drawn: Uint8Array,
	where: string,
	before: readonly Uint8Array[],
	after: readonly Uint8Array[] = [],
): Uint8Array {
	const needed = partsOf(drawn).filter(({ type }) => /^(IHDR|PLTE|IDAT|IEND)$/.test(type));
	const chunks = needed.flatMap(({ type, data }) => {
		const chunk = png.chunk(type, data);
		return type === where ? [...before, chunk, ...after] : [chunk];
	});
	return join(png.SIGNATURE, ...chunks);
}

const COLOUR = IMAGE.pngsaveBuffer({ keep: "none" });
const PALETTE = IMAGE.pngsaveBuffer({ keep: "none", palette: true, bitdepth: 2 });
const plain = around(COLOUR, "IDAT", []);
const indexed = around(PALETTE, "IDAT", []);

const control = (sequence: number) =>
	png.chunk(
		"fcTL",
		join(big(sequence, 4), big(WIDTH, 4), big(HEIGHT, 4), new Uint8Array(8), 0, 1, 0, 1, 0, 0),
	);
const [pixels = new Uint8Array(0)] = partsOf(COLOUR).flatMap(({ type, data }) =>
	type === "IDAT" ? [data] : [],
);
const data = (sequence: number, payload = pixels) =>
	png.chunk("fdAT", join(big(sequence, 4), payload));
const ANIMATION = png.chunk("acTL", join(big(2, 4), big(0, 4)));
const animated = around(COLOUR, "IDAT", [ANIMATION, control(0)], [control(1), data(2)]);

/** Makes a chunk whose CRC is text. */
const damaged = (type: string, payload: Uint8Array) =>
	join(png.chunk(type, payload).subarray(0, -4), "SECR");

const HIDDEN: Readonly<Record<string, readonly [hidden: Uint8Array, expected: Uint8Array]>> = {
	"frames without acTL": [around(COLOUR, "IEND", [control(0), data(1, SECRET)]), plain],
	"frames whose acTL comes late": [
		around(COLOUR, "IEND", [ANIMATION, control(0), control(1), data(2, SECRET)]),
		plain,
	],
	"acTL and one frame": [around(COLOUR, "IDAT", [ANIMATION], [control(0), data(1, SECRET)]), plain],
	"acTL that is too long": [
		around(
			COLOUR,
			"IDAT",
			[png.chunk("acTL", join(big(2, 4), big(0, 4), SECRET))],
			[control(0), control(1), data(2, SECRET)],
		),
		plain,
	],
	"a frame's data before its frame": [
		around(COLOUR, "IDAT", [ANIMATION, control(0), data(9, SECRET)], [control(1), data(2)]),
		animated,
	],
	"a frame's data after pixels that are a frame": [
		around(COLOUR, "IDAT", [ANIMATION, control(0)], [data(9, SECRET), control(1), data(2)]),
		animated,
	],
	"a suggested palette": [
		around(COLOUR, "IDAT", [png.chunk("PLTE", join("SECRET".repeat(10)))]),
		plain,
	],
	"transparency after the palette": [
		around(PALETTE, "PLTE", [], [png.chunk("tRNS", SECRET)]),
		indexed,
	],
	"transparency before the palette": [
		around(PALETTE, "PLTE", [png.chunk("tRNS", join("SEC"))]),
		indexed,
	],
	"transparency of another colour type": [
		around(COLOUR, "IDAT", [png.chunk("tRNS", join("SE"))]),
		plain,
	],
	"a short chunk": [around(COLOUR, "IDAT", [png.chunk("gAMA", join("SEC"))]), plain],
	"a chunk after the pixels": [around(COLOUR, "IEND", [png.chunk("gAMA", join("SECR"))]), plain],
	"a background of another colour type": [
		around(COLOUR, "IDAT", [png.chunk("bKGD", join("SE"))]),
		plain,
	],
	"a chunk with a wrong CRC": [around(COLOUR, "IDAT", [damaged("gAMA", big(45_455, 4))]), plain],
	"a header with a wrong CRC": [join(plain.subarray(0, 29), "SECR", plain.subarray(33)), plain],
};

describe("stripping a PNG", () => {
	test.each(Object.entries(HIDDEN))("drops %s, which verify finds", async (_, [file, expected]) => {
		expect(await verify(file, DROP)).toContain(UNREAD);
		const stripped = await strip(file, DROP);
		expect<Uint8Array>(stripped).toEqual(expected);
		expect(await verify(stripped, DROP)).toEqual([]);
	});

	test("drops colours of a palette that no pixel can have, which verify finds", async () => {
		const parts = partsOf(indexed).map(({ type, data: colours }) =>
			png.chunk(type, type === "PLTE" ? join(colours, "SECRET".repeat(10)) : colours),
		);
		const long = join(png.SIGNATURE, ...parts);
		expect(await verify(long, DROP)).toContain(UNREAD);
		const stripped = await strip(long, DROP);
		expect<Uint8Array>(stripped).toEqual(indexed);
		const shown = Buffer.from(decodeWithVips(stripped).writeToMemory());
		expect(shown).toEqual(Buffer.from(decodeWithVips(long).writeToMemory()));
	});

	test.each([
		["bytes after a frame", join(pixels, SECRET)],
		["a frame that is cut off", pixels.subarray(0, -9)],
	])("refuses %s, which verify finds", async (_, payload) => {
		const file = around(COLOUR, "IDAT", [ANIMATION, control(0)], [control(1), data(2, payload)]);
		expect(await verify(file, DROP)).toContain(UNREAD);
		await expect(strip(file, DROP)).rejects.toMatchObject({ code: "unsupported-format" });
	});

	test.each([
		["a colour that is transparent", around(COLOUR, "IDAT", [png.chunk("tRNS", big(0, 6))])],
		["a palette", indexed],
		["transparency of a palette", around(PALETTE, "PLTE", [], [png.chunk("tRNS", join(0, 9))])],
		["a background", around(PALETTE, "PLTE", [], [png.chunk("bKGD", join(1))])],
		["an animation", animated],
		["significant bits", around(COLOUR, "IDAT", [png.chunk("sBIT", join(8, 8, 8))])],
	])("keeps %s", async (_, bytes) => {
		expect(await verify(bytes, DROP)).toEqual([]);
		expect<Uint8Array>(await strip(bytes, DROP)).toEqual(bytes);
	});
});
