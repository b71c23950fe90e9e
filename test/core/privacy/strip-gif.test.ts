import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { parseBytes } from "../../../core/formats/bytes/parse.ts";
import { walkGif } from "../../../core/formats/gif/walk.ts";
import { openPhoto } from "../../../core/formats/open-photo.ts";
import { verifyGif } from "../../../core/privacy/containers/gif.ts";
import { contains, join } from "../../containers/bytes.ts";
import { gifFrame, gifWith, LOOP, PLANTS, PROFILE } from "../../containers/gif.ts";
import { decodeWithVips, frames, imageOf } from "../../pictures/painter.ts";
import { quadrants } from "../../pictures/pixels.ts";

const NO_EXIF = (): Uint8Array => new Uint8Array(0);
const strip = (bytes: Uint8Array): Uint8Array => openPhoto(bytes).strip(NO_EXIF);

/** The same picture in other colours, so that it needs a colour table of its own. */
function inverted() {
	const pixels = quadrants(24, 16);
	return { ...pixels, data: pixels.data.map((value) => 255 - value) };
}

const animation = frames(quadrants(24, 16), inverted(), quadrants(24, 16));
const DRAWN: Readonly<Record<string, Uint8Array>> = {
	still: imageOf(quadrants(24, 16)).gifsaveBuffer(),
	interlaced: imageOf(quadrants(24, 16)).gifsaveBuffer({ interlace: true }),
	animated: animation.gifsaveBuffer({ interpalette_maxerror: 0, interlace: true }),
};

/** The packed fields of a GIF's frames (GIF89a, 20). */
function packedFields(bytes: Uint8Array): readonly number[] {
	const { blocks } = parseBytes(bytes, walkGif());
	return blocks.filter(({ type }) => type === "image").map(({ start }) => bytes[start + 9] ?? 0);
}

/** Puts extensions before blocks, counted round. */
function planted(
	bytes: Uint8Array,
	plants: readonly (readonly [before: number, part: Uint8Array])[],
	after: string,
): Uint8Array {
	const { blocks, screenEnd, end } = parseBytes(bytes, walkGif());
	const starts = [...blocks.map(({ start }) => start), end - 1];
	const parts = starts.flatMap((start, index) => [
		...plants.filter(([before]) => before % starts.length === index).map(([, part]) => part),
		bytes.subarray(start, starts[index + 1] ?? end),
	]);
	return join(bytes.subarray(0, screenEnd), ...parts, after);
}

/** Plants that are dropped whole: the others leave a plain loop, control or profile. */
const DROPPED = Object.entries(PLANTS)
	.filter(([kind]) => kind !== "loop" && kind !== "control")
	.map(([, [, part]]) => part);

describe("a drawn GIF", () => {
	test("has an interlaced frame, and frames with colour tables of their own", () => {
		expect(packedFields(DRAWN.interlaced ?? NO_EXIF())).toEqual([0x40]);
		const fields = packedFields(DRAWN.animated ?? NO_EXIF());
		expect(fields).toHaveLength(3);
		expect(fields.some((packed) => (packed & 0x80) !== 0)).toBe(true);
		expect(contains(DRAWN.animated ?? NO_EXIF(), LOOP.slice(0, 14))).toBe(true);
	});

	test.each(Object.entries(DRAWN))("that is %s stays as it is", (_, bytes) => {
		expect(verifyGif(bytes)).toEqual([]);
		expect(strip(bytes)).toEqual(bytes);
	});

	test.each(Object.entries(DRAWN))(
		"that is %s loses what is put between its blocks",
		(_, bytes) => {
			fc.assert(
				fc.property(
					fc.array(fc.tuple(fc.nat(50), fc.constantFrom(...DROPPED)), { maxLength: 6 }),
					fc.constantFrom("", "SECRET", ";"),
					(plants, after) => {
						const loaded = planted(bytes, plants, after);
						expect(verifyGif(loaded).length > 0).toBe(plants.length > 0 || after !== "");
						const stripped = strip(loaded);
						expect(stripped).toEqual(bytes);
					},
				),
				{ numRuns: 60 },
			);
		},
	);

	test("decodes to the same frames", () => {
		const bytes = planted(DRAWN.animated ?? NO_EXIF(), [[1, DROPPED[0] ?? NO_EXIF()]], "more");
		const pixels = (of: Uint8Array) => decodeWithVips(of).writeToMemory();
		expect(pixels(strip(bytes))).toEqual(pixels(bytes));
	});
});

test.each(Object.entries(PLANTS))("a GIF's %s is found and removed", (_, [name, part]) => {
	for (const before of [0, 1, 2]) {
		const loaded = planted(DRAWN.animated ?? NO_EXIF(), [[before, part]], "");
		expect(verifyGif(loaded)).toContain(name);
		const stripped = strip(loaded);
		expect(contains(stripped, "SECRET")).toBe(false);
		expect(verifyGif(stripped)).toEqual([]);
		expect(strip(stripped)).toEqual(stripped);
	}
});

test("frames, timing, repeats and one profile stay, and nothing in their extensions besides", () => {
	const plain = gifWith(LOOP, PROFILE, gifFrame(10, 10, true));
	expect(strip(plain)).toEqual(plain);
	expect(strip(gifWith(PROFILE, PROFILE))).toEqual(gifWith(PROFILE));
	const noisyLoop = join(LOOP.slice(0, 14), 5, 2, 0, 0, 0, 9, 3, 1, 7, 0, 2, "hi", 0);
	const loop = join(LOOP.slice(0, 14), 3, 1, 7, 0, 0);
	expect(strip(gifWith(noisyLoop))).toEqual(gifWith(loop));
	const noisyControl = join(0x21, 0xf9, 4, 1, 9, 0, 0, 2, "hi", 0);
	const control = join(0x21, 0xf9, 4, 1, 9, 0, 0, 0);
	expect(strip(gifWith(noisyControl))).toEqual(gifWith(control));
});
