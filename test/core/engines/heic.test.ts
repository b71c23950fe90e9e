import { describe, expect, test } from "bun:test";
import { createHeicDecoder } from "../../../core/engines/libheif/heic-as-png.ts";
import { displayP3Profile } from "../../../core/formats/icc/display-p3.ts";
import { publicProfile } from "../../../core/formats/icc/public-profile.ts";
import { probeImage, uprightSize } from "../../../core/formats/probe.ts";
import { box, fullBox, type TestItem } from "../../containers/avif.ts";
import { big, join, noise } from "../../containers/bytes.ts";
import { richExif } from "../../containers/exif.ts";
import {
	heic,
	heicGrid,
	heicOverlay,
	heicRepeated,
	heicWithAlpha,
	hevcOf,
	type TestHeic,
} from "../../containers/heic.ts";
import { codeOfAsync } from "../../containers/thrown.ts";
import { drawnHeic } from "../../pictures/heic/drawn.ts";
import { builtInProfile } from "../../pictures/painter.ts";
import { BLUE, type Colour, colourAt, GREEN, RED, YELLOW } from "../../pictures/pixels.ts";
import { contains, distance, quarterColours, readPixels } from "../../pictures/read.ts";
import { enginesUnderTest } from "./engines-under-test.ts";

const UPRIGHT = [RED, GREEN, BLUE, YELLOW];
const picture = hevcOf(drawnHeic("quadrants"));

function expectColours(found: readonly Colour[], expected: readonly Colour[], by = 16): void {
	const worst = expected.map((colour, i) => distance(found[i] ?? [], colour));
	expect(Math.max(...worst)).toBeLessThan(by);
}

/** `irot`, in quarter turns to the left, and `imir`: 0 swaps top and bottom, 1 left and right. */
const irot = (turns: number) => box("irot", turns);
const imir = (axis: number) => box("imir", axis);

/** `clap`, by whole pixels: the size, and how far its centre is right of and below the picture's. */
const clap = (...numbers: readonly number[]) =>
	box("clap", ...numbers.map((number) => join(big(number >>> 0, 4), big(1, 4))));

/** Crops and turns, in their order, the size that they leave, and the colours of its quarters. */
const CROPPED: readonly (readonly [
	name: string,
	properties: Uint8Array[],
	size: readonly [number, number],
	shown: Colour[],
])[] = [
	["to a small part", [clap(10, 10, 40, -20)], [10, 10], [GREEN, GREEN, GREEN, GREEN]],
	["to its left half", [clap(48, 64, -24, 0)], [48, 64], [RED, RED, BLUE, BLUE]],
	["and turned", [clap(48, 64, 24, 0), irot(1)], [64, 48], [GREEN, YELLOW, GREEN, YELLOW]],
	["and mirrored", [clap(96, 32, 0, 16), imir(1)], [96, 32], [YELLOW, BLUE, YELLOW, BLUE]],
	["after a turn", [irot(1), clap(64, 48, 0, -24)], [64, 48], [GREEN, YELLOW, GREEN, YELLOW]],
	["twice", [clap(48, 64, -24, 0), irot(3), clap(32, 48, 16, 0)], [32, 48], [RED, RED, RED, RED]],
];

/** The properties, and the colours of the quarters as they are shown. */
const TURNED: readonly (readonly [name: string, properties: Uint8Array[], shown: Colour[]])[] = [
	["a quarter to the left", [irot(1)], [GREEN, YELLOW, RED, BLUE]],
	["upside down", [irot(2)], [YELLOW, BLUE, GREEN, RED]],
	["a quarter to the right", [irot(3)], [BLUE, RED, YELLOW, GREEN]],
	["top to bottom", [imir(0)], [BLUE, YELLOW, RED, GREEN]],
	["left to right", [imir(1)], [GREEN, RED, YELLOW, BLUE]],
	["to the left, then left to right", [irot(1), imir(1)], [YELLOW, GREEN, BLUE, RED]],
];

/** Items that are not the picture; none of them can be decoded. */
const AUXILIARY = "urn:com:apple:photo:2020:aux:hdrgainmap\0";
const others: readonly TestItem[] = [
	{ id: 7, type: "hvc1", bytes: noise(90), properties: [3] },
	{ id: 8, type: "hvc1", bytes: noise(80, 2) },
	{ id: 9, type: "Exif", bytes: join(big(0, 4), richExif(6)) },
];
const IPHONE: TestHeic = {
	items: others,
	references: [
		["auxl", 7, 1],
		["thmb", 8, 1],
		["cdsc", 9, 1],
	],
	properties: [fullBox("auxC", 0, join(AUXILIARY))],
	after: [box("mpvd", noise(500, 3))],
};

/** One engine shows what the decoder does that all of them use; the others show that they use it. */
const engines = enginesUnderTest
	.filter(({ engine }) => engine.decodes.includes("heic"))
	.map((can) => ({ ...can, isFirst: can.engine.name === "vips" }));

test("the decoder of HEIC holds no memory of a damaged picture, which would wear out its thread", async () => {
	const decoder = createHeicDecoder();
	const bytes = picture.bytes.slice(0, picture.bytes.length >> 1);
	const decoding = decoder.toPng(heic({ ...picture, bytes }), 1e6);
	expect(await codeOfAsync(() => decoding)).toBe("unreadable-image");
	expect(decoder.memoryBytes()).toBe(0);
});

describe.each(engines)("engine $engine.name, of a HEIC,", ({ engine, keepsProfiles, isFirst }) => {
	const render = async (source: Uint8Array) => {
		const size = uprightSize(await probeImage(source));
		const [made] = await engine.render(source, [{ ...size, format: "webp", quality: 95 }]);
		return made?.bytes ?? new Uint8Array();
	};
	const shown = async (source: Uint8Array) =>
		quarterColours(await readPixels(await render(source)));

	test.each(isFirst ? TURNED : TURNED.slice(0, 1))(
		"applies irot and imir once: %s",
		async (_, properties, colours) => {
			expectColours(await shown(heic(picture, { properties })), colours);
		},
	);

	test("refuses one that is damaged, and renders the next", async () => {
		const damaged = heic({ ...picture, bytes: noise(picture.bytes.length) });
		expect(await codeOfAsync(() => engine.render(damaged, [SMALL]))).toBe("unreadable-image");
		expectColours(await shown(heic(picture)), UPRIGHT);
	});

	test.each([
		["with too many pixels", "too-many-pixels", { size: [60_000, 60_000] }],
		["whose size is not that of its pixels", "unreadable-image", { size: [97, 64] }],
	] as const)("refuses one %s", async (_, code, parts) => {
		expect(await codeOfAsync(() => engine.render(heic(picture, parts), [SMALL]))).toBe(code);
	});

	if (keepsProfiles)
		test.each([
			["ICC profile", "prof", builtInProfile("p3")],
			// Primaries 12, sRGB's transfer, a matrix, full range.
			["nclx", "nclx", join(big(12, 2), big(13, 2), big(6, 2), 0x80)],
		])("keeps Display P3, from an %s", async (_, kind, body) => {
			const colr = box("colr", kind, body);
			const bytes = await render(heic(picture, { properties: [colr] }));
			const plain = publicProfile(displayP3Profile()) ?? new Uint8Array();
			expect(contains(bytes, new TextDecoder("latin1").decode(plain))).toBe(true);
			expectColours(quarterColours(await readPixels(bytes)), UPRIGHT, 24);
		});

	if (!isFirst) return;

	test.each(CROPPED)("shows one that is cropped %s", async (_, properties, size, colours) => {
		for (const file of [heic(picture, { properties }), ...repeated(properties)]) {
			const pixels = await readPixels(await render(file));
			expect([pixels.width, pixels.height]).toEqual([...size]);
			expectColours(quarterColours(pixels), colours);
		}
	});

	test("crops and turns alpha with the picture", async () => {
		// The left half is clear, which is the bottom half once it is turned.
		const clear = drawnHeic("clear");
		const [colour, alpha] = [hevcOf(clear), hevcOf(clear, "alpha")];
		const file = heicWithAlpha(colour, alpha, [clap(10, 10, 0, 0), irot(1)]);
		const pixels = await readPixels(await render(file));
		expect([pixels.width, pixels.height]).toEqual([10, 10]);
		const found = quarterColours(pixels).map((colour) => colour[3]);
		expect(found).toEqual([255, 255, 0, 0]);
	});

	test("refuses one that repeats itself", async () => {
		const round = heicRepeated(picture, [], [], 1);
		expect(await codeOfAsync(() => engine.render(round, [SMALL]))).toBe("unreadable-image");
	});

	test("decodes the picture alone: no gain map, no thumbnail, no video, no EXIF orientation", async () => {
		expectColours(await shown(heic(picture, IPHONE)), UPRIGHT);
	});

	test("puts the tiles of a grid together", async () => {
		const pixels = await readPixels(await render(heicGrid(picture)));
		expect([pixels.width, pixels.height]).toEqual([192, 128]);
		for (const [x, y] of [
			[0, 0],
			[96, 0],
			[0, 64],
			[96, 64],
		] as const) {
			const found = [
				[24, 16],
				[72, 16],
				[24, 48],
				[72, 48],
			].map(([u = 0, v = 0]) => colourAt(pixels, x + u, y + v));
			expectColours(found, UPRIGHT);
		}
	});

	test("lays an overlay over its canvas", async () => {
		const pixels = await readPixels(await render(heicOverlay(picture, [32, 32])));
		expect([pixels.width, pixels.height]).toEqual([128, 96]);
		const corner = (x: number, y: number) => colourAt(pixels, 32 + x, 32 + y);
		expectColours([corner(24, 16), corner(72, 16), corner(24, 48), corner(72, 48)], UPRIGHT);
		expectColours([colourAt(pixels, 16, 16)], [[128, 128, 128]]);
		const larger = heicOverlay(picture, [32, 32], [60_000, 60_000]);
		expect(await codeOfAsync(() => engine.render(larger, [SMALL]))).toBe("unreadable-image");
	});

	test("refuses one whose coded pixels are cut off", async () => {
		for (const part of [0.5, 0.99]) {
			const bytes = picture.bytes.slice(0, Math.floor(picture.bytes.length * part));
			const cut = heic({ ...picture, bytes });
			expect(await codeOfAsync(() => engine.render(cut, [SMALL]))).toBe("unreadable-image");
		}
	});

	test.each(["mif1mif1heic", "heixheix", "msf1hevcmif1heic"])(
		"takes the still picture of one with the brands %s",
		async (brands) => {
			expectColours(await shown(heic(picture, { brands })), UPRIGHT);
		},
	);

	test("decodes 10 bits", async () => {
		expectColours(await shown(drawnHeic("deep")), UPRIGHT);
	});

	test("keeps alpha", async () => {
		const found = await shown(drawnHeic("clear"));
		expect([found[0]?.[3], found[2]?.[3]]).toEqual([0, 0]);
		expectColours(found.slice(1, 2), [[...GREEN, 255]]);
	});
});

const SMALL = { width: 1, height: 1, format: "webp", quality: 80 } as const;

/** Pictures that repeat another one, whose transforms are the first ones of the list; the rest are their own. */
function repeated(properties: readonly Uint8Array[]): readonly Uint8Array[] {
	return [0, 1].map((own) =>
		heicRepeated(picture, properties.slice(0, own), properties.slice(own)),
	);
}
