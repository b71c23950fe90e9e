import { describe, expect, test } from "bun:test";
import { parseBytes } from "../../../core/formats/bytes/parse.ts";
import { MARKER, walkSegments } from "../../../core/formats/jpeg/structure/segments.ts";
import { strip } from "../../../core/privacy/strip.ts";
import { verify } from "../../../core/privacy/verify.ts";
import { join } from "../../containers/bytes.ts";
import { cleanProfile } from "../../containers/icc.ts";
import * as jpeg from "../../containers/jpeg.ts";
import { decodeWithVips, imageOf } from "../../pictures/painter.ts";
import { paint } from "../../pictures/pixels.ts";

const DROP = { orientation: "drop" } as const;
const UNREAD = "data that no decoder reads";
const IMAGE = imageOf(paint(48, 32, 3, (x, y) => [x * 5, y * 7, 255 - x * 4]));

/** A picture of two and more scans, without JFIF and Adobe's segment. */
const DRAWN = IMAGE.jpegsaveBuffer({ keep: "none", Q: 80, interlace: true });
const parts = parseBytes(DRAWN, walkSegments(DRAWN.length, false)).segments.filter(
	({ marker }) => marker < MARKER.APP0,
);

/** Adobe's segment: transform 0 is RGB, 1 is YCbCr. */
const adobe = (transform: number) =>
	jpeg.segment(MARKER.APP14, join("Adobe", 0, 100, 0, 0, 0, 0, transform));

/** Makes the picture with segments before its first scan, and after it. */
function drawn(before: readonly Uint8Array[], after: readonly Uint8Array[] = []): Uint8Array {
	const scan = parts.findIndex(({ marker }) => marker === MARKER.SOS);
	const chunks = parts.map(({ start, end }) => DRAWN.subarray(start, end));
	return join(
		...[jpeg.SOI, ...before, ...chunks.slice(0, scan + 1)],
		...[...after, ...chunks.slice(scan + 1), jpeg.EOI],
	);
}

const pixels = (bytes: Uint8Array) => Buffer.from(decodeWithVips(bytes).writeToMemory());

const FILES: Readonly<Record<string, readonly [file: Uint8Array, expected: Uint8Array]>> = {
	"the last of Adobe's segments, RGB": [drawn([adobe(1), adobe(0)]), drawn([adobe(0)])],
	"the last of Adobe's segments, YCbCr": [drawn([adobe(0), adobe(1)]), drawn([adobe(1)])],
	"no Adobe segment after the first scan": [drawn([], [adobe(0)]), drawn([])],
	"Adobe's segment before the first scan": [drawn([adobe(0)], [adobe(1)]), drawn([adobe(0)])],
	"no JFIF after the first scan": [drawn([adobe(0)], [jpeg.JFIF]), drawn([adobe(0)])],
	"one JFIF": [drawn([jpeg.JFIF, jpeg.JFIF, adobe(0)]), drawn([jpeg.JFIF, adobe(0)])],
	"no profile after the first scan": [
		drawn([jpeg.JFIF], jpeg.iccSegments(cleanProfile())),
		drawn([jpeg.JFIF]),
	],
};

test("the segments decide what the drawn pixels are", () => {
	expect(pixels(drawn([adobe(0)]))).not.toEqual(pixels(drawn([adobe(1)])));
	expect(pixels(drawn([jpeg.JFIF, adobe(0)]))).toEqual(pixels(drawn([adobe(1)])));
});

describe("stripping a JPEG keeps its colours:", () => {
	test.each(Object.entries(FILES))("%s", async (_, [file, expected]) => {
		expect(await verify(file, DROP)).toContain(UNREAD);
		const stripped = await strip(file, DROP);
		expect<Uint8Array>(stripped).toEqual(expected);
		expect(await verify(stripped, DROP)).toEqual([]);
		expect(pixels(stripped)).toEqual(pixels(file));
	});
});

describe("stripping a JPEG rewrites", () => {
	test.each([
		[
			"JFIF without its resolution",
			jpeg.segment(MARKER.APP0, join("JFIF\0", 1, 1, 1, "SECR", 0, 0)),
			jpeg.JFIF,
		],
		[
			"Adobe's transform without its flags",
			jpeg.segment(MARKER.APP14, join("Adobe", 0, 101, "SECR", 0)),
			adobe(0),
		],
		[
			"a transform that has no meaning",
			jpeg.segment(MARKER.APP14, join("Adobe", 0, 100, 0, 0, 0, 0, 83)),
			adobe(1),
		],
	])("%s", async (_, segment, expected) => {
		const file = drawn([segment]);
		const stripped = await strip(file, DROP);
		expect<Uint8Array>(stripped).toEqual(drawn([expected]));
		expect(await verify(stripped, DROP)).toEqual([]);
		expect(pixels(stripped)).toEqual(pixels(file));
		const isAdobe = segment[1] === MARKER.APP14;
		expect(await verify(file, DROP)).toEqual(isAdobe ? ["unknown data (APP14)"] : []);
	});
});
