import { describe, expect, test } from "bun:test";
import { srgbOfLinear } from "../../../core/engines/colour/transfer.ts";
import { verify } from "../../../core/privacy/verify.ts";
import type { ImageFormat } from "../../../core/url/format.ts";
import { cleanProfile, largeProfile, signedProfile } from "../../containers/icc.ts";
import { gama, inks, losslessAvif, withNclx, withPngChunks } from "../../pictures/coded-colours.ts";
import {
	builtInProfile,
	decodeWithVips,
	drawnOnce,
	encode,
	encodedQuadrants,
	imageOf,
	withMetadata,
	withProfile,
} from "../../pictures/painter.ts";
import { BLUE, GREEN, paint, quadrants, RED, storedAs, YELLOW } from "../../pictures/pixels.ts";
import { contains, distance, quarterColours, readPixels } from "../../pictures/read.ts";
import { enginesUnderTest } from "./engines-under-test.ts";

const UPRIGHT = [RED, GREEN, BLUE, YELLOW];
const GREYS = [20, 90, 160, 230].map((grey) => [grey, grey, grey]);

function greys() {
	const pixels = paint(96, 64, 3, (x, y) => GREYS[(y < 32 ? 0 : 2) + (x < 48 ? 0 : 1)] ?? []);
	return imageOf(pixels).colourspace("b-w");
}

function linearAvif() {
	return drawnOnce("linear avif", () =>
		withNclx(losslessAvif(imageOf(quadrants(96, 64)), 8), 1, 8),
	);
}

function cmykJpeg(hasProfile: boolean) {
	return drawnOnce(`cmyk jpeg ${hasProfile}`, () =>
		imageOf(quadrants(96, 64))
			.colourspace("cmyk")
			.jpegsaveBuffer({ Q: 97, ...(hasProfile ? { profile: "cmyk" } : { keep: "none" }) }),
	);
}

describe.each(enginesUnderTest.filter(({ takesUploads }) => takesUploads))(
	"engine $engine.name",
	(can) => {
		const { engine } = can;
		const render = async (source: Uint8Array, format: ImageFormat = "webp") => {
			const [picture] = await engine.render(source, [
				{ width: 48, height: 32, format, quality: 92 },
			]);
			return picture?.bytes ?? new Uint8Array();
		};
		const expectColours = async (
			bytes: Uint8Array,
			expected: readonly (readonly number[])[],
			by = 16,
		) => {
			const found = quarterColours(await readPixels(bytes));
			expect(
				Math.max(...expected.map((colour, i) => distance(found[i] ?? [], colour))),
			).toBeLessThan(by);
		};

		test.each(engine.encodes)("keeps greyscale photos grey in %s", async (format) => {
			const source = drawnOnce("grey jpeg", () => greys().jpegsaveBuffer({ Q: 95 }));
			await expectColours(await render(source, format), GREYS);
		});

		test("renders greyscale with alpha", async () => {
			const source = drawnOnce("grey png with alpha", () => {
				const grey = greys();
				return encode(grey.bandjoin(grey.more(50)), "png");
			});
			const [clear = [], opaque = []] = quarterColours(await readPixels(await render(source)));
			expect([clear[3], opaque[3]]).toEqual([0, 255]);
			await expectColours(await render(source, "jpeg"), [[255, 255, 255], ...GREYS.slice(1)]);
		});

		test("converts 16 bits per channel to 8, with and without alpha", async () => {
			const deep = () => imageOf(quadrants(96, 64)).colourspace("rgb16");
			const opaque = drawnOnce("png of 16 bits", () => encode(deep(), "png"));
			expect(decodeWithVips(opaque).format).toBe("ushort");
			await expectColours(await render(opaque), UPRIGHT);
			const clear = drawnOnce("png of 16 bits with alpha", () =>
				encode(deep().bandjoin(32768), "png"),
			);
			const found = quarterColours(await readPixels(await render(clear)));
			expect(distance(found[0] ?? [], [...RED, 128])).toBeLessThan(16);
		});

		test("drops an sRGB profile, which browsers assume", async () => {
			const source = imageOf(quadrants(96, 64)).jpegsaveBuffer({ Q: 95, profile: "srgb" });
			expect(contains(source, "ICC_PROFILE")).toBe(true);
			const bytes = await render(source, "jpeg");
			expect(contains(bytes, "ICC_PROFILE")).toBe(false);
			await expectColours(bytes, UPRIGHT, 30);
		});

		test.each([
			["is not a profile", new Uint8Array(300).fill(9)],
			["is for CMYK", builtInProfile("cmyk")],
		])("ignores a profile that %s", async (_, profile) => {
			const source = withProfile(imageOf(quadrants(96, 64)), profile).webpsaveBuffer({
				lossless: true,
			});
			const bytes = await render(source);
			expect(contains(bytes, "ICCP")).toBe(false);
			await expectColours(bytes, UPRIGHT);
		});

		if (can.keepsProfiles)
			test.each(engine.encodes)("writes only the colours of a profile into %s", async (format) => {
				const signed = withProfile(imageOf(quadrants(96, 64)), signedProfile());
				const source = signed.jpegsaveBuffer({ Q: 95 });
				expect(contains(source, "SECRET-SERIAL")).toBe(true);
				const bytes = await render(source, format);
				expect(contains(bytes, "SECRET")).toBe(false);
				expect(contains(bytes, new TextDecoder("latin1").decode(cleanProfile()))).toBe(true);
				expect(await verify(bytes)).toEqual([]);
			});

		const coded = [
			["png", (chunks: Uint8Array) => withPngChunks(encodedQuadrants("png"), chunks)],
			["avif", linearAvif],
		] as const;
		test.each(coded.filter(([type]) => engine.decodes.includes(type)))(
			"converts a linear %s without a profile to sRGB",
			async (_, linear) => {
				const expected = UPRIGHT.map((colour) =>
					colour.map((value) => 255 * srgbOfLinear(value / 255)),
				);
				await expectColours(await render(linear(gama(1))), expected, 24);
			},
		);

		if (can.convertsColours) {
			test("converts CMYK without a profile as if inks were perfect", async () => {
				const [black, cyan] = [
					[0, 0, 0, 255],
					[255, 0, 0, 0],
				] as const;
				const source = inks(paint(96, 64, 4, (x) => (x < 48 ? black : cyan)));
				const bytes = await render(source.jpegsaveBuffer({ Q: 97, keep: "none" }));
				await expectColours(
					bytes,
					[
						[0, 0, 0],
						[0, 255, 255],
					],
					8,
				);
			});

			test.each(["with", "without"])("converts CMYK %s a profile to sRGB", async (profile) => {
				const source = cmykJpeg(profile === "with");
				expect(decodeWithVips(source).interpretation).toBe("cmyk");
				const bytes = await render(source);
				expect(contains(bytes, "ICCP")).toBe(false);
				// CMYK cannot hold this green and blue, so the tolerance only tells the quarters apart.
				await expectColours(bytes, UPRIGHT, 100);
			});

			test("converts a picture with a large profile to sRGB", async () => {
				const source = drawnOnce("png with a large profile", () => {
					const red = imageOf(paint(96, 64, 3, () => [200, 60, 60]));
					return encode(withProfile(red, largeProfile(9000)), "png");
				});
				const bytes = await render(source);
				expect(contains(bytes, "ICCP")).toBe(false);
				// Display P3 (200, 60, 60) in sRGB.
				await expectColours(bytes, [[217, 43, 53]], 8);
			});
		}

		// PNG and WebP contain EXIF; the AVIF saver writes the orientation as `irot` and `imir`.
		const turned = (["png", "webp", "avif"] as const).filter((type) =>
			engine.decodes.includes(type),
		);
		test.each(turned)("rotates a %s upright from all eight orientations", async (type) => {
			for (const orientation of [1, 2, 3, 4, 5, 6, 7, 8]) {
				const source = drawnOnce(`${type} stored as ${orientation}`, () => {
					const stored = imageOf(storedAs(orientation, quadrants(96, 64)));
					return encode(withMetadata(stored, orientation), type);
				});
				await expectColours(await render(source), UPRIGHT);
			}
		});

		if (engine.encodes.includes("avif"))
			test("keeps transparency in AVIF", async () => {
				const half = drawnOnce("png half transparent", () =>
					encode(imageOf(paint(96, 64, 4, (x) => (x < 48 ? [0, 0, 0, 0] : [...BLUE, 255]))), "png"),
				);
				const avif = await render(half, "avif");
				const found = quarterColours(await readPixels(avif));
				expect([found[0]?.[3], found[1]?.[3]]).toEqual([0, 255]);
			});

		test("renders four photos at once, each at its own size", async () => {
			const widths = [10, 20, 30, 40];
			const rendered = await Promise.all(
				widths.map((width) =>
					engine.render(encodedQuadrants("png"), [
						{ width, height: 20, format: "webp", quality: 80 },
					]),
				),
			);
			expect(rendered.map(([picture]) => picture?.width)).toEqual(widths);
		});
	},
);
