import { describe, expect, test } from "bun:test";
import { deflateSync, inflateSync } from "node:zlib";
import { parseBytes } from "../../../core/formats/bytes/parse.ts";
import { walkPng } from "../../../core/formats/png/walk.ts";
import { strip } from "../../../core/privacy/strip.ts";
import { verify } from "../../../core/privacy/verify.ts";
import { big, contains, join, noise } from "../../containers/bytes.ts";
import * as png from "../../containers/png.ts";
import { codeOfAsync } from "../../containers/thrown.ts";
import { imageOf } from "../../pictures/painter.ts";
import { paint } from "../../pictures/pixels.ts";

const DROP = { orientation: "drop" } as const;
const UNREAD = "data that no decoder reads";
const IMAGE = imageOf(paint(53, 37, 3, (x, y) => [(x * x * 7 + y) & 255, (x * y) & 255, x]));

const DRAWN: Readonly<Record<string, Uint8Array>> = {
	"RGB of 8 bits": IMAGE.pngsaveBuffer(),
	"RGB of 16 bits": IMAGE.colourspace("rgb16").pngsaveBuffer(),
	grey: IMAGE.colourspace("b-w").pngsaveBuffer(),
	"a palette of 4 bits": IMAGE.pngsaveBuffer({ palette: true, bitdepth: 4 }),
	"passes of Adam7": IMAGE.pngsaveBuffer({ interlace: true }),
	"passes of Adam7, of 2 bits": IMAGE.pngsaveBuffer({
		interlace: true,
		palette: true,
		bitdepth: 2,
	}),
	"stored bytes": IMAGE.pngsaveBuffer({ compression: 0 }),
};
const drawn = Object.entries(DRAWN);

/** Copies a PNG with other image data, in two chunks with others around. */
function withImageData(bytes: Uint8Array, change: (data: Uint8Array) => readonly Uint8Array[]) {
	const { chunks } = parseBytes(bytes, walkPng(bytes.length));
	const partsOf = (type: string) => chunks.filter((chunk) => chunk.type === type);
	const data = join(...partsOf("IDAT").map(({ start, end }) => bytes.subarray(start + 8, end - 4)));
	const before = ["IHDR", "PLTE"].flatMap(partsOf);
	return join(
		png.SIGNATURE,
		...before.map(({ start, end }) => bytes.subarray(start, end)),
		...change(data),
		png.chunk("IEND"),
	);
}

const plain = (bytes: Uint8Array) => withImageData(bytes, (data) => [png.chunk("IDAT", data)]);

/** Copies a PNG with another height. */
function withHeight(bytes: Uint8Array, height: number): Uint8Array {
	const header = bytes.slice(16, 29);
	header.set(big(height, 4), 4);
	return join(bytes.subarray(0, 8), png.chunk("IHDR", header), bytes.subarray(33));
}

describe.each(drawn)("stripping a PNG with %s", (_, bytes) => {
	test("keeps its image data as it is, and verify finds nothing", async () => {
		const stripped = await strip(plain(bytes), DROP);
		expect(stripped).toEqual(plain(bytes));
		expect(await verify(stripped, DROP)).toEqual([]);
	});

	test("drops what comes after the image data, which verify finds", async () => {
		const hidden = [
			withImageData(bytes, (data) => [png.chunk("IDAT", join(data, "SECRET"))]),
			withImageData(bytes, (data) => [png.chunk("IDAT", data), png.chunk("IDAT", join("SECRET"))]),
			withImageData(bytes, (data) => [
				...[png.chunk("IDAT", data), png.chunk("tIME", new Uint8Array(7))],
				png.chunk("IDAT", deflateSync("SECRET", { level: 0 })),
			]),
		];
		for (const file of hidden) {
			expect(await verify(file, DROP)).toContain(UNREAD);
			expect(await strip(file, DROP)).toEqual(plain(bytes));
		}
	});

	test("refuses rows below the picture, which verify finds", async () => {
		const cropped = withHeight(bytes, 20);
		expect(await verify(cropped, DROP)).toContain(UNREAD);
		expect(await codeOfAsync(() => strip(cropped, DROP))).toBe("unsupported-format");
	});

	test("refuses a picture with fewer rows than its header says", async () => {
		const longer = withHeight(bytes, 80);
		expect(await verify(longer, DROP)).toContain(UNREAD);
		expect(await codeOfAsync(() => strip(longer, DROP))).toBe("unreadable-image");
	});

	test("writes the end that is missing", async () => {
		for (const missing of [12, 11, 7, 3, 1]) {
			expect(await strip(plain(bytes).subarray(0, -missing), DROP)).toEqual(plain(bytes));
		}
		const another = png.chunk("IDAT", noise(90)).subarray(0, 8);
		expect(await strip(join(plain(bytes).subarray(0, -12), another), DROP)).toEqual(plain(bytes));
	});
});

describe("stripping a PNG", () => {
	const bytes = plain(DRAWN["RGB of 8 bits"] ?? new Uint8Array(0));

	test("drops chunks that are too long or come again, which verify finds", async () => {
		const gamma = png.chunk("gAMA", big(45_455, 4));
		const [before, after] = [bytes.subarray(0, 33), bytes.subarray(33)];
		const long = join(before, png.chunk("gAMA", join(big(45_455, 4), "SECRET")), after);
		expect(await verify(long, DROP)).toContain(UNREAD);
		expect(await strip(long, DROP)).toEqual(bytes);
		const twice = join(before, gamma, png.chunk("gAMA", join("SECR")), after);
		expect(await verify(twice, DROP)).toContain(UNREAD);
		expect(await strip(twice, DROP)).toEqual(join(before, gamma, after));
	});

	test("keeps image data in several chunks", async () => {
		const several = withImageData(bytes, (data) => [
			png.chunk("IDAT", data.subarray(0, 100)),
			png.chunk("IDAT"),
			png.chunk("IDAT", data.subarray(100)),
		]);
		expect(await strip(several, DROP)).toEqual(several);
	});

	test("drops all bytes after the image data, in whichever chunk they are", async () => {
		const hidden = withImageData(bytes, (data) => [
			png.chunk("IDAT", data.subarray(0, -2)),
			png.chunk("IDAT", join(data.subarray(-2), "SECRET")),
			png.chunk("IDAT", noise(40)),
		]);
		const stripped = await strip(hidden, DROP);
		expect(contains(stripped, "SECRET")).toBe(false);
		const { chunks } = parseBytes(stripped, walkPng(stripped.length));
		expect(chunks.map(({ type }) => type)).toEqual(["IHDR", "IDAT", "IDAT", "IEND"]);
		expect(await verify(stripped, DROP)).toEqual([]);
		const data = chunks.slice(1, 3).map(({ start, end }) => stripped.subarray(start + 8, end - 4));
		expect(inflateSync(join(...data)).length).toBe(37 * (1 + 3 * 53));
	});
});
