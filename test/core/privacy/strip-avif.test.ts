import { describe, expect, test } from "bun:test";
import { probeImage, strip, verify } from "widthwise";
import { avif, box, fullBox, ispe, PLAIN, plainWith } from "../../containers/avif.ts";
import { big, contains, join } from "../../containers/bytes.ts";

const tailed = (type: string, ...contents: readonly (Uint8Array | string | number)[]) =>
	avif({ ...PLAIN, properties: [...PLAIN.properties, box(type, ...contents)] });

const FILES: Readonly<Record<string, readonly [file: Uint8Array, found: string]>> = {
	"brands that are none": [avif({ ...PLAIN, brands: "avifSECRmif1ETS!" }), "unknown brands"],
	"bytes after the last brand": [avif({ ...PLAIN, brands: "avifavifmif1SEC" }), "unknown brands"],
	"bytes after a size": [
		tailed("ispe", big(0, 4), big(320, 4), big(200, 4), "SECRET"),
		"data that no decoder reads",
	],
	"bytes after an aspect ratio": [
		tailed("pasp", big(1, 4), big(1, 4), "SECRET"),
		"data that no decoder reads",
	],
	"reserved bits of a rotation": [tailed("irot", 0xfc), "data that no decoder reads"],
	"a second list of properties": [
		avif(plainWith({ inMeta: [box("iprp", box("ipco", fullBox("udes", 0, join("SECRET"))))] })),
		"data that no decoder reads",
	],
};

describe("stripping an AVIF removes", () => {
	test.each(Object.entries(FILES))("%s", async (_, [file, found]) => {
		expect(await verify(file)).toContain(found);
		const stripped = await strip(file);
		expect(await verify(stripped)).toEqual([]);
		for (const secret of ["SEC", "ETS!"]) expect(contains(stripped, secret)).toBe(false);
		expect(stripped.length).toBe(file.length);
		expect(await probeImage(stripped)).toEqual(await probeImage(file));
		expect(await strip(stripped)).toEqual(stripped);
	});

	test("nothing of a plain file's properties", async () => {
		const stripped = await strip(avif(PLAIN));
		expect(contains(stripped, ispe(320, 200))).toBe(true);
		expect(contains(stripped, "avif\0\0\0\0avifmif1miaf")).toBe(true);
	});
});

test("an AVIF whose metadata are behind all that is kept can be read when it is stripped", async () => {
	const inIdat = PLAIN.items.map((item) => ({ ...item, place: "idat" as const }));
	const file = avif({
		...PLAIN,
		items: [...inIdat, { id: 9, type: "Exif", bytes: join("SECRET-EXIF") }],
	});
	// The data of the Exif item are in a box that no picture needs.
	file.set(join("uuid"), file.length - "SECRET-EXIF".length - 4);
	const stripped = await strip(file);
	expect(contains(stripped, "SECRET")).toBe(false);
	expect(await probeImage(stripped)).toEqual(await probeImage(file));
	expect(await strip(stripped)).toEqual(stripped);
	expect(await verify(stripped)).toEqual([]);
});

test("a second meta box, which no decoder reads, is removed from an AVIF", async () => {
	const file = avif({ ...PLAIN, after: [fullBox("meta", 0, join("SECRET")), box("mdat", "x")] });
	const stripped = await strip(file);
	expect(contains(stripped, "SECRET")).toBe(false);
	expect(await probeImage(stripped)).toEqual(await probeImage(file));
	expect(await strip(stripped)).toEqual(stripped);
	expect(await verify(stripped)).toEqual([]);
});
