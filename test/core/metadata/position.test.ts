import { describe, expect, test } from "bun:test";
import { readMetadata } from "../../../core/metadata/read.ts";
import { join } from "../../containers/bytes.ts";
import { gpsTags, rational, type Tag, text, tiff } from "../../containers/exif.ts";
import { exifJpeg } from "../../containers/jpeg.ts";
import * as webp from "../../containers/webp.ts";

describe("a position", () => {
	const positionOf = async (gps: readonly Tag[]) =>
		(await readMetadata(exifJpeg(tiff([], [], gps)))).position;

	test("in the south has a negative latitude", async () => {
		const gps = gpsTags([33, 1], [30, 1], [0, 1], "S");
		expect((await positionOf(gps))?.latitude).toBe(-33.5);
	});

	test.each([
		["with denominators of 0", gpsTags([0, 0], [0, 0], [0, 0], "N")],
		["beyond the pole", gpsTags([91, 1], [0, 1], [0, 1], "N")],
		["without a hemisphere", gpsTags([50, 1], [0, 1], [0, 1], "")],
		["with a latitude in the east", gpsTags([50, 1], [0, 1], [0, 1], "E")],
		["without a latitude", gpsTags([50, 1], [0, 1], [0, 1], "N").slice(2)],
		["without a GPS fix", [text(1, "N"), rational(2, [0, 1]), text(3, "E"), rational(4, [0, 1])]],
		["from an empty directory", [text(1, ""), text(3, "")]],
	] as const)("%s is null", async (_, gps) => {
		expect(await positionOf(gps)).toBeNull();
	});

	test.each(["n", "North", "N"])("with the reference %s is in the north", async (reference) => {
		const gps = gpsTags([50, 1], [30, 1], [0, 1], reference);
		expect((await positionOf(gps))?.latitude).toBe(50.5);
	});

	test("without seconds, or with seconds of 0/0, has minutes", async () => {
		const gps = gpsTags([50, 1], [30, 1], [0, 0], "N");
		expect((await positionOf(gps))?.latitude).toBe(50.5);
	});

	test("below the sea has a negative altitude", async () => {
		const gps = gpsTags([50, 1], [30, 1], [0, 1], "N").map(
			(tag): Tag => (tag[0] === 5 ? [5, 1, 1, Uint8Array.of(1)] : tag),
		);
		expect((await positionOf(gps))?.altitude).toBe(-252);
	});
});

describe("a position in XMP alone", () => {
	const positionOf = async (latitude: string, longitude: string, more = "") => {
		const properties = `e:GPSLatitude="${latitude}" e:GPSLongitude="${longitude}" ${more}`;
		const xmp = `<rdf:RDF xmlns:rdf="r"><rdf:Description xmlns:e="e" ${properties}/></rdf:RDF>`;
		return (await readMetadata(webp.webp([webp.chunk("XMP ", join(xmp))]))).position;
	};

	test.each([
		["50,30.6N", "14,49.2177E", 50.51, 14.820295],
		["33,30,36S", "151,15,0w", -33.51, -151.25],
		["0,0.0N", "0,6.0W", 0, -0.1],
	])("is read from %s and %s", async (north, east, latitude, longitude) => {
		const position = await positionOf(north, east);
		expect(position?.latitude).toBeCloseTo(latitude, 6);
		expect(position?.longitude).toBeCloseTo(longitude, 6);
		expect(position?.altitude).toBeNull();
	});

	test("has an altitude", async () => {
		const altitude = async (more: string) => (await positionOf("50,30N", "14,49E", more))?.altitude;
		expect(await altitude('e:GPSAltitude="252/10" e:GPSAltitudeRef="0"')).toBe(25.2);
		expect(await altitude('e:GPSAltitude="252" e:GPSAltitudeRef="1"')).toBe(-252);
		expect(await altitude('e:GPSAltitude="high"')).toBeNull();
	});

	test.each([
		["0,0N", "0,0E"],
		["91,0N", "14,49E"],
		["50,30", "14,49E"],
		["50,30E", "14,49N"],
		["50.5N", "14,49E"],
		["north", "east"],
		["", ""],
	])("is none from %j and %j", async (north, east) => {
		expect(await positionOf(north, east)).toBeNull();
	});
});
