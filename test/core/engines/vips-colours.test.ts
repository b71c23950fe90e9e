import { describe, expect, test } from "bun:test";
import { displayP3Profile } from "../../../core/formats/icc/display-p3.ts";
import {
	D65_TO_D50,
	largeProfile,
	matrixElements,
	parametric,
	profile,
	tableProfile,
} from "../../containers/icc.ts";
import { cicp, inks, losslessAvif, withNclx, withPngChunks } from "../../pictures/coded-colours.ts";
import { encodedQuadrants, imageOf, withProfile } from "../../pictures/painter.ts";
import { BLUE, GREEN, paint, quadrants, RED, YELLOW } from "../../pictures/pixels.ts";
import { contains, distance, quarterColours, readPixels } from "../../pictures/read.ts";
import { vips } from "../engine.ts";

const UPRIGHT = [RED, GREEN, BLUE, YELLOW];

/** Renders at half size, and reads the colours of the quarters as they are stored. */
async function render(source: Uint8Array, format: "jpeg" | "webp" = "webp") {
	const [picture] = await vips.render(source, [{ width: 48, height: 32, format, quality: 95 }]);
	const bytes = picture?.bytes ?? new Uint8Array();
	return { bytes, colours: quarterColours(await readPixels(bytes)) };
}

/** The largest difference of any quarter. */
function worst(
	found: readonly (readonly number[])[],
	expected: readonly (readonly number[])[],
): number {
	return Math.max(...expected.map((colour, i) => distance(found[i] ?? [], colour)));
}

/** Whether a picture has the profile of Display P3, in a container that does not compress it. */
function isDisplayP3(bytes: Uint8Array): boolean {
	return contains(bytes, new TextDecoder("latin1").decode(displayP3Profile()));
}

const grey = (value: number): readonly number[] => [value, value, value];

describe("pictures whose colours are not in a profile", () => {
	const p3 = [
		["AVIF", () => withNclx(losslessAvif(imageOf(quadrants(96, 64)), 8), 12, 13)],
		["AVIF of 10 bits", () => withNclx(losslessAvif(imageOf(quadrants(96, 64)), 10), 12, 13)],
		["PNG", () => withPngChunks(encodedQuadrants("png"), cicp(12, 13))],
	] as const;
	test.each(p3)("keep Display P3 in a variant of an %s", async (_, source) => {
		const { bytes, colours } = await render(source());
		expect(isDisplayP3(bytes)).toBe(true);
		expect(worst(colours, UPRIGHT)).toBeLessThan(16);
	});

	test("have no profile if they are sRGB, even if another is there", async () => {
		const tagged = withProfile(imageOf(quadrants(96, 64)), displayP3Profile()).pngsaveBuffer();
		expect(isDisplayP3((await render(tagged)).bytes)).toBe(true);
		const { bytes, colours } = await render(withPngChunks(tagged, cicp(1, 13)));
		expect(isDisplayP3(bytes)).toBe(false);
		expect(worst(colours, UPRIGHT)).toBeLessThan(16);
	});

	test("keep their alpha, also of grey", async () => {
		const clear = imageOf(quadrants(96, 64)).bandjoin(128).pngsaveBuffer();
		const { colours } = await render(withPngChunks(clear, cicp(1, 8)));
		expect(colours.map((colour) => colour[3])).toEqual([128, 128, 128, 128]);
		const pale = imageOf(quadrants(96, 64)).colourspace("b-w").bandjoin(128).pngsaveBuffer();
		const [first = []] = (await render(withPngChunks(pale, cicp(1, 8)))).colours;
		expect(first[3]).toBe(128);
		expect(first[0]).toBeGreaterThan(100);
		expect(first[0]).toBe(first[1] ?? -1);
	});

	test("are refused if they are damaged", async () => {
		const source = withPngChunks(encodedQuadrants("png"), cicp(1, 8));
		source.fill(0x55, source.length - 60, source.length - 20);
		await expect(render(source)).rejects.toMatchObject({ code: "unreadable-image" });
	});
});

describe("pictures with profiles", () => {
	test("that are linear keep their dark tones", async () => {
		const linear = profile({ ...matrixElements("srgb", parametric(0, 1)), chad: D65_TO_D50 });
		// 0.002, 0.01, 0.1 and 0.5 of the light; 8 linear bits have no value for the first.
		const values = [1, 5, 50, 250];
		const steps = paint(96, 64, 3, (x, y) =>
			grey(values[(y < 32 ? 0 : 2) + (x < 48 ? 0 : 1)] ?? 0),
		);
		const deep = imageOf(steps).linear([131], [0]).cast("ushort").copy({ interpretation: "rgb16" });
		const { bytes, colours } = await render(withProfile(deep, linear).pngsaveBuffer());
		expect(isDisplayP3(bytes)).toBe(true);
		expect(worst(colours, [7, 25, 89, 188].map(grey))).toBeLessThan(4);
	});

	test("of tables are converted by the perceptual one, CMYK by the colorimetric one", async () => {
		const half = imageOf(paint(96, 64, 3, () => grey(128)));
		const tagged = withProfile(half, tableProfile(1, 2)).pngsaveBuffer();
		// A lightness of 50.
		expect(worst((await render(tagged)).colours, [grey(119)])).toBeLessThan(5);
		const ink = inks(paint(96, 64, 4, () => [0, 127, 0, 0]));
		const source = withProfile(ink, tableProfile(2, 1, "CMYK")).jpegsaveBuffer({ Q: 95 });
		expect(contains(source, "ICC_PROFILE")).toBe(true);
		expect(worst((await render(source)).colours, [grey(119)])).toBeLessThan(5);
	});

	test("are shown if the profile is damaged", async () => {
		const image = imageOf(quadrants(96, 64));
		for (const good of [largeProfile(9000), tableProfile(1, 2), displayP3Profile()]) {
			// The header's, the tag table's and the first elements' bytes.
			for (const at of [0, 16, 36, 64, 128, 136, 148, 200, 260, 300]) {
				const damaged = good.slice();
				damaged.fill(0xff, at, at + 12);
				const { colours } = await render(withProfile(image, damaged).jpegsaveBuffer({ Q: 95 }));
				expect(colours.length).toBe(4);
			}
			const cut = good.slice(0, good.length / 2);
			const { colours } = await render(withProfile(image, cut).jpegsaveBuffer({ Q: 95 }));
			expect(worst(colours, UPRIGHT)).toBeLessThan(16);
		}
	});
});
