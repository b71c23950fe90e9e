import { describe, expect, test } from "bun:test";
import { readMetadata } from "../../../core/metadata/read.ts";
import { join, little } from "../../containers/bytes.ts";
import { rational, short, type Tag, tiff } from "../../containers/exif.ts";
import { jpeg, segment } from "../../containers/jpeg.ts";

const [ISO, STANDARD_OUTPUT, RECOMMENDED] = [0x8827, 0x8831, 0x8832];
const long = (tag: number, value: number): Tag => [tag, 4, 1, little(value, 4)];

const read = (exif: readonly Tag[], properties = "") => {
	const xmp = `<rdf:RDF xmlns:rdf="r"><rdf:Description xmlns:e="e" ${properties}/></rdf:RDF>`;
	return readMetadata(
		jpeg([
			segment(0xe1, join("Exif\0\0", tiff([], exif))),
			segment(0xe1, join("http://ns.adobe.com/xap/1.0/\0", xmp)),
		]),
	);
};

describe("the ISO speed", () => {
	test.each([
		["as it is", [short(ISO, 400), long(RECOMMENDED, 500)], 400],
		["above 65535", [short(ISO, 65_535), long(RECOMMENDED, 102_400)], 102_400],
		["by the standard output", [short(ISO, 65_535), long(STANDARD_OUTPUT, 204_800)], 204_800],
		["65535 if nothing says more", [short(ISO, 65_535)], 65_535],
		["of the newer tags alone", [long(RECOMMENDED, 320)], 320],
		["the first of several", [[ISO, 3, 2, join(little(200, 2), little(0, 2))] as Tag], 200],
		["none if it is 0", [short(ISO, 0)], null],
	] as const)("is read: %s", async (_, tags, iso) => {
		expect((await read(tags)).iso).toBe(iso);
	});

	test("is XMP's if EXIF's is 65535", async () => {
		const properties = 'e:PhotographicSensitivity="65535" e:RecommendedExposureIndex="128000"';
		expect((await read([short(ISO, 65_535)], properties)).iso).toBe(128_000);
	});
});

describe("the exposure", () => {
	const properties =
		'e:ExposureTime="1/250" e:FNumber="28/10" e:FocalLength="35" e:FocalLengthIn35mmFilm="52"';

	test("is read from XMP if EXIF has none", async () => {
		expect(await read([], properties)).toMatchObject({
			...{ exposure: 0.004, aperture: 2.8, focalLength: 35, focalLength35: 52 },
		});
	});

	test("is EXIF's, if both have it", async () => {
		const found = await read([rational(0x829a, [1, 100]), rational(0x829d, [4, 1])], properties);
		expect(found).toMatchObject({ exposure: 0.01, aperture: 4, focalLength: 35 });
	});

	test.each(["1/0", "f/2.8", "-4", "1/2/3", "", "1e9"])("%j is no number", async (value) => {
		expect((await read([], `e:FNumber="${value}"`)).aperture).toBeNull();
	});
});
