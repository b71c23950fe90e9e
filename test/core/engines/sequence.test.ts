import { describe, expect, test } from "bun:test";
import { probeImage, uprightSize } from "../../../core/formats/probe.ts";
import { readMetadata } from "../../../core/metadata/read.ts";
import { box, fullBox } from "../../containers/avif.ts";
import { big, join } from "../../containers/bytes.ts";
import { richExif } from "../../containers/exif.ts";
import { codedPicture, sequence, type TestSequence } from "../../containers/sequence.ts";
import { codeOfAsync } from "../../containers/thrown.ts";
import { drawnHeic } from "../../pictures/heic/drawn.ts";
import { encode, encodedQuadrants, imageOf } from "../../pictures/painter.ts";
import { BLUE, type Colour, GREEN, paint, RED, YELLOW } from "../../pictures/pixels.ts";
import { distance, quarterColours, readPixels } from "../../pictures/read.ts";
import { enginesUnderTest } from "./engines-under-test.ts";

const SIZE = [96, 64] as const;
const UPRIGHT = [RED, GREEN, BLUE, YELLOW];

const grey = encode(imageOf(paint(...SIZE, 3, () => [128, 128, 128])), "avif");
const halves = encode(imageOf(paint(...SIZE, 4, (x) => [...GREEN, x < 48 ? 0 : 255])), "avif");
const quarters = codedPicture(encodedQuadrants("avif"), "avif");
const other = codedPicture(grey, "avif");

const AVIS: TestSequence = {
	codedType: "av01",
	brands: "avisavifavismsf1miaf",
	tracks: [{ frames: [quarters, other], size: SIZE }],
};
const alphaTrack = { frames: [codedPicture(halves, "avif", "alpha")], size: SIZE, alphaOf: 1 };

/** A meta box with EXIF and, if it has a picture, that as the primary item. */
function meta(exif: Uint8Array, picture: Uint8Array | null): NonNullable<TestSequence["meta"]> {
	return (at) => {
		const items = picture ? [exif, picture] : [exif];
		const types = ["Exif", "av01"];
		const starts = [at, at + exif.length];
		return fullBox(
			"meta",
			0,
			fullBox("hdlr", 0, big(0, 4), join("pict"), new Uint8Array(13)),
			...(picture ? [fullBox("pitm", 0, big(2, 2))] : []),
			fullBox(
				"iloc",
				1,
				big(0x4400, 2),
				big(items.length, 2),
				...items.map((bytes, index) =>
					join(
						big(index + 1, 2),
						big(0, 4),
						big(1, 2),
						big(starts[index] ?? 0, 4),
						big(bytes.length, 4),
					),
				),
			),
			fullBox(
				"iinf",
				0,
				big(items.length, 2),
				...items.map((_, index) =>
					fullBox("infe", 2, big(index + 1, 2), big(0, 2), join(types[index] ?? "", 0)),
				),
			),
		);
	};
}

const exif = join(big(0, 4), richExif(6));
const withCover = {
	...AVIS,
	extra: join(exif, other.bytes),
	meta: meta(exif, other.bytes),
};

const SHOWN: readonly (readonly [name: string, file: TestSequence, colours: Colour[]])[] = [
	["with a track only", AVIS, UPRIGHT],
	["with offsets of 64 bits", { ...AVIS, isWide: true }, UPRIGHT],
	["with a primary item that is another picture", withCover, UPRIGHT],
	[
		"with metadata only beside the track",
		{ ...AVIS, extra: exif, meta: meta(exif, null) },
		UPRIGHT,
	],
	[
		"after a track of sound",
		{ ...AVIS, tracks: [{ frames: [], size: SIZE }, ...AVIS.tracks] },
		UPRIGHT,
	],
	[
		"turned to the left",
		{ ...AVIS, tracks: [{ frames: [quarters], size: SIZE, properties: [box("irot", 1)] }] },
		[GREEN, YELLOW, RED, BLUE],
	],
];

const PURE_HEVC: TestSequence = {
	codedType: "hvc1",
	brands: "hevcmsf1hevc",
	tracks: [{ frames: [codedPicture(drawnHeic("quadrants"), "heic")], size: SIZE }],
};

const SMALL = { width: 1, height: 1, format: "webp", quality: 80 } as const;

function expectColours(found: readonly Colour[], expected: readonly Colour[]): void {
	const worst = expected.map((colour, i) => distance(found[i] ?? [], colour));
	expect(Math.max(...worst)).toBeLessThan(20);
}

describe("a sequence", () => {
	test("has the size, orientation and alpha of its first picture, and its file's metadata", async () => {
		const still = { type: "avif", width: 96, height: 64, orientation: 1, frames: 1 };
		expect(await probeImage(sequence(AVIS))).toMatchObject({ ...still, hasAlpha: false });
		const clear = sequence({ ...AVIS, tracks: [...AVIS.tracks, alphaTrack] });
		expect(await probeImage(clear)).toMatchObject({ ...still, hasAlpha: true });
		expect(await readMetadata(sequence(withCover))).toMatchObject({
			camera: "Canon EOS 5D Mark III",
		});
	});

	test("is refused if it has no picture, or if it is cut off", async () => {
		const empty = sequence({ ...AVIS, tracks: [{ frames: [], size: SIZE }] });
		expect(await codeOfAsync(() => probeImage(empty))).toBe("unreadable-image");
		expect(await codeOfAsync(() => probeImage(sequence(AVIS).slice(0, -9)))).toBe("truncated-file");
	});
});

/** The engines of libvips have the first picture of a sequence from the same code. */
const engines = enginesUnderTest.filter(
	({ engine: { decodes, name } }) => decodes.includes("avif") && !/^vips[+-]/.test(name),
);

describe.each(engines)("engine $engine.name, of a sequence,", ({ engine }) => {
	const shown = async (source: Uint8Array) => {
		const size = uprightSize(await probeImage(source));
		const [made] = await engine.render(source, [{ ...size, format: "webp", quality: 95 }]);
		return quarterColours(await readPixels(made?.bytes ?? new Uint8Array()));
	};

	test.each(SHOWN)("shows the first picture: %s", async (_, file, colours) => {
		expectColours(await shown(sequence(file)), colours);
	});

	test("keeps the alpha of another track", async () => {
		const found = await shown(sequence({ ...AVIS, tracks: [...AVIS.tracks, alphaTrack] }));
		expect([found[0]?.[3], found[2]?.[3]]).toEqual([0, 0]);
		expectColours(found.slice(1, 2), [[...GREEN, 255]]);
	});

	test("divides premultiplied colours by their alpha", async () => {
		const [width, height] = SIZE;
		const half = Math.round(128 / 2);
		const dark = encode(imageOf(paint(width, height, 3, () => [half, half, half])), "avif");
		const clear = encode(imageOf(paint(width, height, 4, () => [...GREEN, 128])), "avif");
		const colours = { frames: [codedPicture(dark, "avif")], size: SIZE, premultipliedWith: 2 };
		const alpha = { ...alphaTrack, frames: [codedPicture(clear, "avif", "alpha")] };
		const found = await shown(sequence({ ...AVIS, tracks: [colours, alpha] }));
		expectColours(found, Array(4).fill([128, 128, 128, 128]));
	});

	test("refuses a damaged one", async () => {
		const bytes = Uint8Array.from(quarters.bytes, (byte) => byte ^ 0x5a);
		const damaged = sequence({
			...AVIS,
			tracks: [{ frames: [{ ...quarters, bytes }], size: SIZE }],
		});
		expect(await codeOfAsync(() => engine.render(damaged, [SMALL]))).toBe("unreadable-image");
	});

	if (engine.decodes.includes("heic"))
		test("shows the first picture of one in HEVC", async () => {
			expectColours(await shown(sequence(PURE_HEVC)), UPRIGHT);
			expectColours(await shown(sequence({ ...PURE_HEVC, brands: "msf1hevc" })), UPRIGHT);
		});
});
