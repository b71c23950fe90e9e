import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { lensRange } from "../../../core/metadata/lens-range.ts";
import { makerLens } from "../../../core/metadata/maker-note.ts";
import { readMetadata } from "../../../core/metadata/read.ts";
import { big, join, little } from "../../containers/bytes.ts";
import { directory, rational, type Tag, text, tiff } from "../../containers/exif.ts";
import { exifJpeg } from "../../containers/jpeg.ts";

const [MAKE, MAKER_NOTE, LENS, LENS_SPECIFICATION] = [0x10f, 0x927c, 0xa434, 0xa432];

const lensOf = async (...exif: readonly Tag[]) =>
	(await readMetadata(exifJpeg(tiff([text(MAKE, "Canon")], exif)))).lens;

describe("the lens", () => {
	test.each(["----", "-", "", "   ", "0.0 mm f/0.0", "Unknown (0)", "N/A", "none", "0", "No Lens"])(
		"%j is none",
		async (name) => {
			expect(await lensOf(text(LENS, name))).toBeNull();
		},
	);

	test.each(["EF50mm f/1.8 II", "Nonius 50", "0.5x Converter", "25mm", "iPhone 12 back camera"])(
		"%j is a name",
		async (name) => {
			expect(await lensOf(text(LENS, name))).toBe(name);
		},
	);

	test("without a name is its focal lengths and f-numbers", async () => {
		const specification = rational(LENS_SPECIFICATION, [18, 1], [55, 1], [35, 10], [56, 10]);
		expect(await lensOf(text(LENS, "----"), specification)).toBe("18-55mm f/3.5-5.6");
	});

	test.each([
		[[50, 1], [50, 1], [18, 10], [18, 10], "50mm f/1.8"],
		[[24, 1], [70, 1], [28, 10], [28, 10], "24-70mm f/2.8"],
		[[50, 1], [50, 1], [0, 0], [0, 0], "50mm"],
		[[4250, 1000], [4250, 1000], [0, 1], [16, 10], "4.3mm f/1.6"],
		[[0, 0], [0, 0], [28, 10], [28, 10], null],
	])("of %j, %j, %j, %j is %s", (shortest, longest, wide, tele, name) => {
		expect(lensRange([shortest, longest, wide, tele])).toBe(name);
	});
});

/** An EXIF block with a maker's note, which is at the end, at the returned offset. */
function withNote(make: string, noteAt: (offset: number) => Uint8Array): Uint8Array {
	const length = noteAt(0).length;
	const block = (note: Uint8Array) => tiff([text(MAKE, make)], [[MAKER_NOTE, 7, length, note]]);
	const marked = join("MARKED".repeat(1 + length / 6)).subarray(0, length);
	const offset = Buffer.from(block(marked)).indexOf(marked);
	return block(noteAt(offset));
}

/** The camera settings of Canon: the type of the lens, and 17 to 40 mm. */
function canonSettings(lensType: number): Tag {
	const numbers = [54, ...Array(21).fill(0), lensType, 40, 17, 1, 0];
	return [0x01, 3, numbers.length, join(...numbers.map((number) => little(number, 2)))];
}

describe("the lens in a maker's note", () => {
	const name = text(0x51, "LUMIX G 20/F1.7");

	test.each([
		["Canon", (at: number) => directory([text(0x95, "EF50mm f/1.8 II")], at), "EF50mm f/1.8 II"],
		[
			"Panasonic",
			(at: number) => join("Panasonic\0\0\0", directory([name], at + 12)),
			"LUMIX G 20/F1.7",
		],
		[
			"NIKON CORPORATION",
			() => {
				const lens = rational(0x84, [18, 1], [55, 1], [35, 10], [56, 10]);
				return join("Nikon\0\x02\x10\0\0", "II*\0", little(8, 4), directory([lens], 8));
			},
			"18-55mm f/3.5-5.6",
		],
		["Canon", (at: number) => directory([canonSettings(61_182)], at), "17-40mm"],
		[
			"LEICA CAMERA AG",
			() => join("LEICA\0\x06\0", directory([text(0x303, "Vario-Elmar T 1:3.5-5.6 / 18-56")], 8)),
			"Vario-Elmar T 1:3.5-5.6 / 18-56",
		],
		[
			"OLYMPUS IMAGING CORP.",
			() => {
				const equipment = 12 + directory([[0x2010, 4, 1, little(0, 4)]], 12).length;
				const main = directory([[0x2010, 4, 1, little(equipment, 4)]], 12);
				const lens = text(0x203, "OLYMPUS M.12-40mm F2.8");
				return join("OLYMPUS\0II\x03\0", main, directory([lens], equipment));
			},
			"OLYMPUS M.12-40mm F2.8",
		],
	] as const)("of %s is read", async (make, noteAt, lens) => {
		const block = withNote(make, noteAt);
		expect(makerLens(block, make)).toBe(lens);
		expect((await readMetadata(exifJpeg(block))).lens).toBe(lens);
	});

	/** EXIF in the other order of bytes, with a note of Canon at the offset 44. */
	const rewritten = (note: Uint8Array, after = "") => {
		const pointer = join(big(0x8769, 2), big(4, 2), big(1, 4), big(26, 4));
		const entry = join(big(MAKER_NOTE, 2), big(7, 2), big(note.length, 4), big(44, 4));
		const head = join("MM\0*", big(8, 4), big(1, 2), pointer, big(0, 4));
		return join(head, big(1, 2), entry, big(0, 4), note, after);
	};
	const canon = (at: number, name = "EF50mm f/1.8 II") => directory([text(0x95, name)], at);

	test("in another order of bytes than EXIF is read", () => {
		expect(makerLens(rewritten(canon(44)), "Canon")).toBe("EF50mm f/1.8 II");
	});

	test("that was moved is not, as it points to other bytes of the file", () => {
		const moved = rewritten(canon(44 + 34), "SECRET 50mm f/1.8 at home");
		expect(makerLens(moved, "Canon")).toBeNull();
	});

	test.each(["0123456789", "my\x01lens 50mm", "home, sweet home", "éé 50mm"])(
		"is not %j",
		(name) => {
			expect(makerLens(rewritten(canon(44, name)), "Canon")).toBeNull();
		},
	);

	test("of Canon that cannot be changed is none", () => {
		const block = withNote("Canon", (at) => directory([canonSettings(0xffff)], at));
		expect(makerLens(block, "Canon")).toBeNull();
	});

	test("of Canon is none without settings that begin with their length", () => {
		const [tag, type, count, value] = canonSettings(61_182);
		const other = join(0, 0, value.subarray(2));
		const block = withNote("Canon", (at) => directory([[tag, type, count, other]], at));
		expect(makerLens(block, "Canon")).toBeNull();
	});

	test("of another maker is not", () => {
		const block = withNote("Maker", (at) => directory([text(0x95, "EF50mm")], at));
		expect(makerLens(block, "Maker")).toBeNull();
	});

	test("is a text or null in damaged notes", () => {
		const block = withNote("Canon", (at) => directory([text(0x95, "EF50mm f/1.8 II")], at));
		const edits = fc.array(fc.tuple(fc.nat(block.length - 1), fc.nat(255)), { maxLength: 9 });
		fc.assert(
			fc.property(edits, (changes) => {
				const damaged = Uint8Array.from(block);
				for (const [at, value] of changes) damaged[at] = value;
				expect(typeof (makerLens(damaged, "Canon") ?? "")).toBe("string");
			}),
			{ numRuns: 300 },
		);
	});
});
