import { afterAll, describe, expect, test } from "bun:test";
import { openCodecFromFiles } from "../../../core/engines/vips/codec-from-files.ts";
import { createJxlDecoder } from "../../../core/engines/vips/jxl-as-png.ts";
import { displayP3Profile } from "../../../core/formats/icc/display-p3.ts";
import { publicProfile } from "../../../core/formats/icc/public-profile.ts";
import { probeImage, uprightSize } from "../../../core/formats/probe.ts";
import { codestreamOf, jxl, METADATA, withHeader } from "../../containers/jxl.ts";
import { codeOfAsync } from "../../containers/thrown.ts";
import { cicp, withPngChunks } from "../../pictures/coded-colours.ts";
import { createJxlPainter, drawnJxl } from "../../pictures/jxl/drawn.ts";
import { builtInProfile, encodedQuadrants } from "../../pictures/painter.ts";
import {
	BLUE,
	type Colour,
	GREEN,
	paint,
	quadrants,
	RED,
	storedAs,
	YELLOW,
} from "../../pictures/pixels.ts";
import { contains, distance, quarterColours, readPixels } from "../../pictures/read.ts";
import { enginesUnderTest } from "./engines-under-test.ts";

const UPRIGHT = [RED, GREEN, BLUE, YELLOW];
const SMALL = { width: 1, height: 1, format: "webp", quality: 80 } as const;

const draw = await createJxlPainter();
const picture = quadrants(96, 64);
const bare = codestreamOf(drawnJxl("quadrants"));
const grey = paint(96, 64, 3, () => [128, 128, 128]);

function expectColours(found: readonly Colour[], expected: readonly Colour[], by = 16): void {
	const worst = expected.map((colour, i) => distance(found[i] ?? [], colour));
	expect(Math.max(...worst)).toBeLessThan(by);
}

const engines = enginesUnderTest.filter(
	({ engine: { decodes, name } }) => decodes.includes("jxl") && name !== "vips+squoosh",
);

describe.each(engines)("engine $engine.name, of a JPEG XL,", ({ engine }) => {
	const render = async (source: Uint8Array) => {
		const size = uprightSize(await probeImage(source));
		const [made] = await engine.render(source, [{ ...size, format: "webp", quality: 95 }]);
		return made?.bytes ?? new Uint8Array();
	};
	const shown = async (source: Uint8Array) =>
		quarterColours(await readPixels(await render(source)));

	test.each([
		["without boxes", bare],
		["in parts, with metadata", jxl(bare, { splitAt: 5, boxes: METADATA })],
		["coded with loss", draw(picture, { isLossy: true })],
		["of 16 bits", draw(picture, { format: "ushort" })],
		["in floating point", draw(picture, { format: "float" })],
		["that moves, the first frame", draw(picture, { frames: [picture, grey] })],
	])("shows one %s", async (_, source) => {
		expectColours(await shown(source), UPRIGHT, 24);
	});

	test.each([1, 2, 3, 4, 5, 6, 7, 8])("applies the orientation %i once", async (orientation) => {
		const stored = codestreamOf(draw(storedAs(orientation, quadrants(96, 64))));
		// EXIF's orientation does not count.
		const isUpright = orientation < 5;
		const turned = withHeader(stored, {
			orientation,
			...(isUpright ? {} : { size: "11101000011100" }),
		});
		const source = jxl(turned, { boxes: METADATA });
		expect(uprightSize(await probeImage(source))).toEqual({ width: 96, height: 64 });
		expectColours(await shown(source), UPRIGHT);
	});

	test("keeps alpha, straight or premultiplied", async () => {
		const half = paint(96, 64, 4, (x) => [...GREEN, x < 48 ? 0 : 128]);
		const found = await shown(draw(half));
		expect([found[0]?.[3], found[1]?.[3]]).toEqual([0, 128]);
		expectColours(found.slice(1, 2), [[...GREEN, 128]]);
	});

	test("shows grey, with the profile of a camera or without", async () => {
		const found = await shown(draw(grey, { isGrey: true }));
		expectColours(found, Array(4).fill([128, 128, 128]), 4);
		const deep = await shown(draw(grey, { isGrey: true, format: "ushort" }));
		expectColours(deep, Array(4).fill([128, 128, 128]), 4);
	});

	test("tone-maps PQ as from a PNG", async () => {
		// Not the default, no profile, RGB, D65, primaries 9, no gamma, transfer 16, relative intent.
		const hdr = withHeader(bare, {
			colours: ["0", "0", "00", "10", "011110", "0", "010111", "10"].join(""),
		});
		const png = withPngChunks(encodedQuadrants("png"), cicp(9, 16));
		expectColours(await shown(hdr), await shown(png), 4);
	});

	test("keeps Display P3", async () => {
		const bytes = await render(draw(picture, { profile: builtInProfile("p3") }));
		const plain = publicProfile(displayP3Profile()) ?? new Uint8Array();
		expect(contains(bytes, new TextDecoder("latin1").decode(plain))).toBe(true);
		expectColours(quarterColours(await readPixels(bytes)), UPRIGHT, 24);
	});

	test("refuses one that is damaged or cut off, and renders the next", async () => {
		const noisy = paint(200, 100, 3, (x, y) => [
			(x * 37 + y * 91) % 256,
			(x * y) % 256,
			(x ^ y) % 256,
		]);
		const whole = codestreamOf(draw(noisy, { isLossy: true }));
		for (const part of [0.3, 0.6, 0.9, 0.99]) {
			const cut = whole.slice(0, Math.floor(whole.length * part));
			expect(await codeOfAsync(() => engine.render(cut, [SMALL]))).toBe("unreadable-image");
			expect(await codeOfAsync(() => engine.render(jxl(cut), [SMALL]))).toBe("unreadable-image");
		}
		expectColours(await shown(bare), UPRIGHT);
	});
});

describe("the decoder of JPEG XL", () => {
	const decoder = createJxlDecoder(openCodecFromFiles);
	afterAll(() => decoder.close());

	test("makes an upright PNG, and holds memory only once it has", async () => {
		expect(decoder.memoryBytes()).toBe(0);
		const png = await decoder.toPng(withHeader(bare, { orientation: 6 }), 1e6);
		expect(await probeImage(png)).toMatchObject({ type: "png", width: 64, height: 96 });
		expect(decoder.memoryBytes()).toBeGreaterThan(0);
	});

	test("refuses too many pixels before its codec decodes", async () => {
		expect(await codeOfAsync(() => decoder.toPng(drawnJxl("large"), 1e6))).toBe("too-many-pixels");
	});
});
