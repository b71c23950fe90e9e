import { describe, expect, test } from "bun:test";
import { byteSource } from "../../../core/formats/bytes/byte-source.ts";
import { probeImage, uprightSize } from "../../../core/formats/probe.ts";
import { join, little } from "../../containers/bytes.ts";
import { short, tiff } from "../../containers/exif.ts";
import { segment } from "../../containers/jpeg.ts";
import { chunk as pngChunk } from "../../containers/png.ts";
import { riff, chunk as webpChunk } from "../../containers/webp.ts";
import { imageOf } from "../../pictures/painter.ts";
import { BLUE, GREEN, quadrants, RED, YELLOW } from "../../pictures/pixels.ts";
import { distance, quarterColours, readPixels } from "../../pictures/read.ts";
import { enginesUnderTest } from "./engines-under-test.ts";

const engines = enginesUnderTest.filter(({ takesUploads }) => takesUploads);

const picture = imageOf(quadrants(96, 64));
const jpeg = picture.jpegsaveBuffer({ Q: 95, keep: "none" });
const png = picture.pngsaveBuffer({ keep: "none" });
const webp = picture.webpsaveBuffer({ Q: 95, keep: "none" });

/** Orientation 6, which each of these files contains in some place. */
const LYING = short(0x112, 6);
const app1 = (tags: Uint8Array) => segment(0xe1, join("Exif\0\0", tags));
const jpegWith = (tags: Uint8Array) => join(jpeg.subarray(0, 2), app1(tags), jpeg.subarray(2));

/** Files for which libvips and the probe read different orientations. */
const ODD: Readonly<Record<string, readonly [source: Uint8Array, orientation: 1 | 6]>> = {
	"JPEG with the wrong type of number": [jpegWith(tiff([[0x112, 4, 1, little(6, 4)]])), 1],
	"JPEG with EXIF after its scan": [join(jpeg.subarray(0, -2), app1(tiff([LYING])), 0xff, 0xd9), 1],
	"PNG with EXIF after its pixels": [
		join(png.subarray(0, -12), pngChunk("eXIf", tiff([LYING])), png.subarray(-12)),
		6,
	],
	"WebP whose header does not announce its EXIF": [
		riff(webp.subarray(12), webpChunk("EXIF", tiff([LYING]))),
		6,
	],
};

describe.each(engines)("engine $engine.name rotates as the probe says", ({ engine }) => {
	test.each(Object.entries(ODD))("a %s", async (_, [source, orientation]) => {
		const probe = await probeImage(byteSource(source));
		expect(probe).toMatchObject({ orientation, width: 96, height: 64 });
		const output = { ...uprightSize(probe), format: "webp", quality: 95 } as const;
		const [turned] = await engine.render(source, [output]);
		const found = quarterColours(await readPixels(turned?.bytes ?? new Uint8Array()));
		const upright = orientation === 1 ? [RED, GREEN, BLUE, YELLOW] : [BLUE, RED, YELLOW, GREEN];
		expect(Math.max(...upright.map((colour, i) => distance(found[i] ?? [], colour)))).toBeLessThan(
			30,
		);
	});
});
