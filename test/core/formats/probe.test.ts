import { describe, expect, test } from "bun:test";
import { byteSource } from "../../../core/formats/bytes/byte-source.ts";
import type { Probe } from "../../../core/formats/container/container.ts";
import { checkPixels, probeImage, uprightSize } from "../../../core/formats/probe.ts";
import * as avif from "../../containers/avif.ts";
import { big, join, noise } from "../../containers/bytes.ts";
import { richExif } from "../../containers/exif.ts";
import { gif, gifFrame } from "../../containers/gif.ts";
import * as jpeg from "../../containers/jpeg.ts";
import * as png from "../../containers/png.ts";
import { codeOf, codeOfAsync } from "../../containers/thrown.ts";
import * as webp from "../../containers/webp.ts";

const probe = (bytes: Uint8Array): Promise<Probe> => probeImage(byteSource(bytes));
const refusal = (bytes: Uint8Array): Promise<string> => codeOfAsync(() => probe(bytes));

describe("probeImage reads", () => {
	test("a JPEG", async () => {
		const still = {
			type: "jpeg",
			frames: 1,
			hasAlpha: false,
			width: 640,
			height: 480,
			isCmyk: false,
			isProgressive: true,
		} as const;
		expect(await probe(jpeg.jpeg())).toEqual({ ...still, orientation: 1 });
		const turned = jpeg.segment(0xe1, join("Exif\0\0", richExif(7)));
		expect(await probe(jpeg.jpeg([turned]))).toEqual({ ...still, orientation: 7 });
	});

	test("a JPEG with its height in DNL", async () => {
		const parts = [jpeg.frame(640, 0), jpeg.scan(), jpeg.segment(0xdc, big(480, 2)), jpeg.EOI];
		expect(await probe(join(jpeg.SOI, ...parts))).toMatchObject({ width: 640, height: 480 });
	});

	test("a JPEG with fill bytes and junk before its markers", async () => {
		const parts = [0xff, 0xff, jpeg.frame(7, 5), "junk", jpeg.scan(), 0xff, 0xff, jpeg.EOI];
		expect(await probe(join(jpeg.SOI, ...parts))).toMatchObject({ width: 7, height: 5 });
	});

	test("a CMYK JPEG", async () => {
		const frame = jpeg.segment(0xc0, join(8, big(480, 2), big(640, 2), 4, new Uint8Array(12)));
		const file = join(jpeg.SOI, frame, jpeg.scan(), jpeg.EOI);
		expect(await probe(file)).toMatchObject({ width: 640, height: 480, isCmyk: true });
	});

	test("a PNG", async () => {
		const turned = png.png([png.chunk("eXIf", richExif(3))]);
		expect(await probe(turned)).toEqual({
			...{ type: "png", width: 20, height: 10 },
			...{ orientation: 3, frames: 1, hasAlpha: true, isCmyk: false },
		});
		const rgb = [png.header(9, 8, 2), png.chunk("IDAT", noise(9)), png.chunk("IEND")];
		expect(await probe(join(png.SIGNATURE, ...rgb))).toMatchObject({ hasAlpha: false });
		const keyed = [rgb[0] ?? "", png.chunk("tRNS", big(0, 6)), ...rgb.slice(1)];
		expect(await probe(join(png.SIGNATURE, ...keyed))).toMatchObject({ hasAlpha: true });
	});

	test("the number of frames in an APNG, not the number it declares", async () => {
		const declared = png.chunk("acTL", join(big(4_000_000_000, 4), big(0, 4)));
		const frame = png.chunk("fcTL", new Uint8Array(26));
		expect(await probe(png.png([declared, frame, frame]))).toMatchObject({ frames: 2 });
	});

	test("a WebP", async () => {
		expect(await probe(webp.webp([webp.chunk("EXIF", richExif(5))]))).toEqual({
			...{ type: "webp", width: 64, height: 48 },
			...{ orientation: 5, frames: 1, hasAlpha: true, isCmyk: false },
		});
		expect(await probe(webp.riff(webp.vp8(300, 200)))).toMatchObject({
			...{ width: 300, height: 200, hasAlpha: false },
		});
		expect(await probe(webp.riff(webp.vp8l(16384, 16384)))).toMatchObject({
			...{ width: 16384, height: 16384, hasAlpha: true },
		});
		expect(await probe(webp.animatedWebp(5))).toMatchObject({ frames: 5 });
	});

	test("a GIF", async () => {
		expect(await probe(gif(30, 20, gifFrame(30, 20), gifFrame(5, 5, true)))).toEqual({
			...{ type: "gif", width: 30, height: 20 },
			...{ orientation: 1, frames: 2, hasAlpha: true, isCmyk: false },
		});
		expect(await probe(gif(30, 20, gifFrame(30, 20)))).toMatchObject({ hasAlpha: false });
	});

	test("a GIF whose first frame is larger than its screen", async () => {
		const grown = gif(30, 20, gifFrame(40, 50), gifFrame(60_000, 60_000));
		expect(await probe(grown)).toMatchObject({ width: 40, height: 50, frames: 2 });
	});

	test("an AVIF, ignoring the orientation in its EXIF", async () => {
		const exif = avif.plainWith({ items: [{ id: 9, type: "Exif", bytes: richExif(6) }] });
		expect(await probe(avif.avif(exif))).toEqual({
			...{ type: "avif", width: 320, height: 200 },
			...{ orientation: 1, frames: 1, hasAlpha: true, isCmyk: false },
		});
	});

	// ISO/IEC 23008-12: irot counts quarter turns anticlockwise; imir 0 swaps top and bottom.
	test.each([
		[1, []],
		[8, [["irot", 1]]],
		[3, [["irot", 2]]],
		[6, [["irot", 3]]],
		[4, [["imir", 0]]],
		[2, [["imir", 1]]],
		[
			5,
			[
				["irot", 1],
				["imir", 0],
			],
		],
		[
			7,
			[
				["irot", 1],
				["imir", 1],
			],
		],
		[
			7,
			[
				["irot", 3],
				["imir", 0],
			],
		],
		[
			5,
			[
				["imir", 1],
				["irot", 1],
			],
		],
	] as const)("the orientation %i of an AVIF", async (orientation, steps) => {
		const own = [1, 2, 3, ...steps.map((_, index) => 5 + index)];
		const turned = {
			...avif.PLAIN,
			items: avif.PLAIN.items.map((item) => (item.id === 1 ? { ...item, properties: own } : item)),
			properties: [
				...avif.PLAIN.properties,
				...steps.map(([type, value]) => avif.box(type, Uint8Array.of(value))),
			],
		};
		expect(await probe(avif.avif(turned))).toMatchObject({ orientation });
	});

	test.each([
		[{ width: 160, height: 199 }, [320, 2, 199, 1]],
		[{ width: 1, height: 200 }, [1, 1, 200, 1]],
		["unreadable-image", [0, 1, 200, 1]],
		["unreadable-image", [321, 1, 200, 1]],
		["unreadable-image", [320, 0, 200, 1]],
		["unreadable-image", [320, 1, 200]],
	] as const)("a cropped AVIF as %j", async (expected, numbers) => {
		const clap = avif.box("clap", ...numbers.map((number) => big(number, 4)), new Uint8Array(16));
		const broken = avif.box("clap", ...numbers.map((number) => big(number, 4)));
		const cropped = avif.avif({
			...avif.PLAIN,
			items: avif.PLAIN.items.map((item) =>
				item.id === 1 ? { ...item, properties: [1, 2, 3, 5] } : item,
			),
			properties: [...avif.PLAIN.properties, numbers.length < 4 ? broken : clap],
		});
		if (typeof expected === "string") expect(await refusal(cropped)).toBe(expected);
		else expect(await probe(cropped)).toMatchObject(expected);
	});

	test.each([
		[3000, { width: 1000, height: 1300 }],
		[4000, "unreadable-image"],
	] as const)(
		"a crop to less than half of an AVIF of %i by 1300 pixels",
		async (width, expected) => {
			const clap = avif.box(
				"clap",
				...[1000, 1, 1300, 1].map((side) => big(side, 4)),
				new Uint8Array(16),
			);
			const [, av1C = new Uint8Array()] = avif.PLAIN.properties;
			const picture = { id: 1, type: "av01", bytes: noise(9), properties: [1, 2, 3] };
			const cropped = avif.avif({
				items: [picture],
				properties: [avif.ispe(width, 1300), av1C, clap],
			});
			if (typeof expected === "string") expect(await refusal(cropped)).toBe(expected);
			else expect(await probe(cropped)).toMatchObject(expected);
		},
	);

	test.each([
		[1, true],
		[2, true],
		[4, false],
	])("the alpha of an AVIF grid, of which item %i has an alpha plane", async (id, hasAlpha) => {
		const alpha = avif.fullBox("auxC", 0, join("urn:mpeg:mpegB:cicp:systems:auxiliary:alpha\0"));
		const grid = avif.avif({
			items: [
				{ id: 1, type: "grid", bytes: join(0, 0, 0, 1, big(320, 2), big(100, 2)), properties: [1] },
				{ id: 2, type: "av01", bytes: noise(50) },
				{ id: 3, type: "av01", bytes: noise(9), properties: [2] },
				{ id: 4, type: "av01", bytes: noise(9) },
			],
			references: [
				["dimg", 1, 2, 2],
				["auxl", 3, id],
			],
			properties: [avif.ispe(320, 100), alpha],
		});
		expect(await probe(grid)).toMatchObject({ hasAlpha });
	});

	test("an AVIF grid only if it has the declared size", async () => {
		const grid = (width: number): Uint8Array =>
			avif.avif({
				items: [
					{
						id: 1,
						type: "grid",
						bytes: join(0, 0, 0, 1, big(width, 2), big(100, 2)),
						properties: [1],
					},
					{ id: 2, type: "av01", bytes: noise(50) },
				],
				references: [["dimg", 1, 2, 2]],
				properties: [avif.ispe(320, 100)],
			});
		expect(await refusal(grid(320))).toBe("");
		expect(await refusal(grid(60000))).toBe("unreadable-image");
	});
});

describe("the size of a picture", () => {
	test("has width and height swapped by uprightSize for orientations 5 to 8", () => {
		for (const orientation of [1, 2, 3, 4, 5, 6, 7, 8] as const) {
			const upright = uprightSize({ width: 3, height: 2, orientation });
			expect(upright).toEqual(orientation < 5 ? { width: 3, height: 2 } : { width: 2, height: 3 });
		}
	});

	test("passes checkPixels if it is at most the limit", () => {
		expect(codeOf(() => checkPixels({ width: 100, height: 100 }, 10_000))).toBe("");
		expect(codeOf(() => checkPixels({ width: 100, height: 101 }, 10_000))).toBe("too-many-pixels");
		expect(() => checkPixels({ width: 65535, height: 65535 }, 1e8)).toThrow(/4295 megapixels.*100/);
	});
});
