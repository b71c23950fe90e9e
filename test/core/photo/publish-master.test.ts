import { describe, expect, test } from "bun:test";
import { contains, join } from "../../containers/bytes.ts";
import { cleanProfile, signedProfile } from "../../containers/icc.ts";
import * as webp from "../../containers/webp.ts";
import { compressedPart } from "../../photos/compressed.ts";
import { type PublishedPhoto, publishAlone } from "../../photos/publishing.ts";
import {
	encode,
	encodedQuadrants,
	frames,
	imageOf,
	withMetadata,
	withProfile,
} from "../../pictures/painter.ts";
import { BLUE, GREEN, paint, quadrants, RED, storedAs, YELLOW } from "../../pictures/pixels.ts";
import { distance, quarterColours, readPixels } from "../../pictures/read.ts";
import { vips } from "../engine.ts";

const UPRIGHT = [RED, GREEN, BLUE, YELLOW];
const clearLeft = paint(96, 64, 4, (x) => (x < 48 ? [0, 0, 0, 0] : [...BLUE, 255]));

/** Draws a GIF without the transparency flag (GIF89a 23), which the encoder always sets. */
function opaqueGif(): Uint8Array {
	const gif = encodedQuadrants("gif").slice();
	const control = Buffer.from(gif).indexOf(Uint8Array.of(0x21, 0xf9, 4));
	gif[control + 3] = (gif[control + 3] ?? 0) & ~1;
	return gif;
}

async function expectUpright(bytes: Uint8Array, tolerance = 40): Promise<void> {
	const colours = quarterColours(await readPixels(bytes));
	const worst = colours.map((colour, i) => distance(colour.slice(0, 3), UPRIGHT[i] ?? []));
	expect(Math.max(...worst)).toBeLessThan(tolerance);
}

/** Checks the size of the master, and that master and mezzanines show the four colours upright. */
async function expectPhoto(photo: PublishedPhoto, width: number, height: number): Promise<void> {
	expect(photo.published).toMatchObject({ width, height });
	expect(photo.masterInfo).toMatchObject({ width, height });
	expect(await readPixels(photo.master)).toMatchObject({ width, height });
	await expectUpright(photo.master);
	for (const mezzanine of photo.mezzanines) await expectUpright(mezzanine);
}

describe("the compressed pixels of an upright original are kept", () => {
	test.each(["jpeg", "png"] as const)("in a %s", async (type) => {
		const original = encode(withMetadata(imageOf(quadrants(96, 64))), type);
		expect(contains(original, "Secret Camera")).toBe(true);
		const photo = await publishAlone(vips, original);
		const pixels = compressedPart(type, original);
		expect(pixels.length).toBeGreaterThan(50);
		expect(compressedPart(type, photo.master)).toEqual(pixels);
		expect(photo.contentType).toBe(`image/${type}`);
		expect(photo.masterInfo.encodedByUs).toBe(false);
		expect(photo.published.bytes).toBe(photo.master.length);
		await expectPhoto(photo, 96, 64);
	});

	test("at exactly 2560 px", async () => {
		const original = encode(imageOf(quadrants(64, 8)).zoom(40, 40), "jpeg");
		const photo = await publishAlone(vips, original);
		expect(compressedPart("jpeg", photo.master)).toEqual(compressedPart("jpeg", original));
		// One of its own width, from which wide variants are cut by the fast engine.
		expect(photo.masterInfo.mezzanines).toEqual([2560, 1280, 640]);
		await expectPhoto(photo, 2560, 320);
	});

	test("with 16 bits per channel, or in grey", async () => {
		const deep = encode(imageOf(quadrants(96, 64)).colourspace("rgb16"), "png");
		const grey = encode(imageOf(quadrants(96, 64)).colourspace("b-w"), "jpeg");
		const photo = await publishAlone(vips, deep);
		expect(compressedPart("png", photo.master)).toEqual(compressedPart("png", deep));
		await expectPhoto(photo, 96, 64);
		const inGrey = await publishAlone(vips, grey);
		expect(compressedPart("jpeg", inGrey.master)).toEqual(compressedPart("jpeg", grey));
		const [first = []] = quarterColours(await readPixels(inGrey.mezzanines[0] ?? new Uint8Array()));
		expect(distance(first, [first[0] ?? 0, first[0] ?? 0, first[0] ?? 0])).toBeLessThan(4);
	});

	test("with transparency, which mezzanines keep too", async () => {
		const photo = await publishAlone(vips, encode(imageOf(clearLeft), "png"));
		expect(photo.contentType).toBe("image/png");
		const pixels = await readPixels(photo.mezzanines[0] ?? new Uint8Array());
		expect(quarterColours(pixels).map(([, , , alpha]) => alpha)).toEqual([0, 255, 0, 255]);
	});
});

describe("a master", () => {
	test.each([2, 3, 4, 5, 6, 7, 8])(
		"of a photo with orientation %i is re-encoded upright",
		async (orientation) => {
			const stored = imageOf(storedAs(orientation, quadrants(96, 64)));
			const photo = await publishAlone(vips, encode(withMetadata(stored, orientation), "jpeg"));
			expect(photo.contentType).toBe("image/jpeg");
			expect(photo.masterInfo).toMatchObject({ encodedByUs: true, mezzanines: [96] });
			await expectPhoto(photo, 96, 64);
		},
	);

	test("of a photo with orientation 1 keeps its pixels", async () => {
		const upright = withMetadata(imageOf(quadrants(96, 64)), 1);
		const photo = await publishAlone(vips, encode(upright, "jpeg"));
		expect(photo.masterInfo.encodedByUs).toBe(false);
		await expectPhoto(photo, 96, 64);
	});

	test.each([
		["GIF", opaqueGif()],
		["AVIF", encodedQuadrants("avif")],
		["HEIC", encodedQuadrants("heic")],
		["JPEG XL", encodedQuadrants("jxl")],
	])("of a %s is a JPEG", async (_, original) => {
		const photo = await publishAlone(vips, original);
		expect(photo.contentType).toBe("image/jpeg");
		expect(photo.masterInfo.encodedByUs).toBe(true);
		await expectPhoto(photo, 96, 64);
	});

	test("of a transparent photo that must be re-encoded is a WebP", async () => {
		const turned = encode(withMetadata(imageOf(clearLeft), 3), "png");
		for (const original of [encode(imageOf(clearLeft), "gif"), turned]) {
			const photo = await publishAlone(vips, original);
			expect(photo.contentType).toBe("image/webp");
			const alphas = quarterColours(await readPixels(photo.master)).map((colour) => colour[3]);
			expect(alphas.sort()).toEqual([0, 0, 255, 255]);
		}
	});

	test("of a CMYK photo is an sRGB JPEG", async () => {
		const inks = imageOf(quadrants(96, 64)).colourspace("cmyk");
		const photo = await publishAlone(vips, inks.jpegsaveBuffer({ Q: 97, profile: "cmyk" }));
		expect(photo.masterInfo.encodedByUs).toBe(true);
		expect(contains(photo.master, "ICC_PROFILE")).toBe(false);
		// CMYK cannot show every colour, so the tolerance only tells the quarters apart.
		await expectUpright(photo.master, 70);
	});

	test("of a WebP has none of its bytes behind the pixels", async () => {
		const original = encode(imageOf(quadrants(96, 64)), "webp");
		const pixels = compressedPart("webp", original).subarray(8);
		const hidden = webp.riff(webp.chunk("VP8L", join(pixels, "SECRET")));
		const photo = await publishAlone(vips, hidden);
		expect(photo.contentType).toBe("image/jpeg");
		expect(photo.masterInfo.encodedByUs).toBe(true);
		expect(contains(photo.master, "SECRET")).toBe(false);
		await expectPhoto(photo, 96, 64);
	});

	test.each(["gif", "webp"])("of an animated %s is the first frame", async (type) => {
		const animation = frames(
			quadrants(96, 64),
			paint(96, 64, 3, () => [0, 0, 0]),
		);
		const original =
			type === "gif" ? animation.gifsaveBuffer() : animation.webpsaveBuffer({ lossless: true });
		const photo = await publishAlone(vips, original);
		expect(photo.masterInfo.encodedByUs).toBe(true);
		expect(contains(photo.master, "ANIM")).toBe(false);
		await expectPhoto(photo, 96, 64);
	});
});

describe("colour profiles", () => {
	test.each([
		[1, false],
		[6, true],
	])("stay with their colours alone at orientation %i", async (orientation, encodedByUs) => {
		const stored = withMetadata(imageOf(storedAs(orientation, quadrants(96, 64))), orientation);
		const original = withProfile(stored, signedProfile()).jpegsaveBuffer({ Q: 95 });
		expect(contains(original, signedProfile())).toBe(true);
		const photo = await publishAlone(vips, original);
		expect(photo.masterInfo.encodedByUs).toBe(encodedByUs);
		for (const bytes of [photo.master, ...photo.mezzanines]) {
			expect(contains(bytes, cleanProfile())).toBe(true);
			expect(contains(bytes, "SECRET")).toBe(false);
		}
		await expectPhoto(photo, 96, 64);
	});
});
