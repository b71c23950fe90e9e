import { describe, expect, test } from "bun:test";
import { parseBytes } from "../../../core/formats/bytes/parse.ts";
import {
	type JpegSegment,
	MARKER,
	walkSegments,
} from "../../../core/formats/jpeg/structure/segments.ts";
import { strip } from "../../../core/privacy/strip.ts";
import { verify } from "../../../core/privacy/verify.ts";
import { contains, join } from "../../containers/bytes.ts";
import * as jpeg from "../../containers/jpeg.ts";
import { codeOfAsync } from "../../containers/thrown.ts";
import { decodeWithVips, imageOf } from "../../pictures/painter.ts";
import { paint } from "../../pictures/pixels.ts";

const NOISE = imageOf(paint(141, 99, 3, (x, y) => [(x * x * 7 + y * 31) & 255, (x * y) & 255, x]));
const BASELINE = NOISE.jpegsaveBuffer({ keep: "none", Q: 90 });
const RESTARTED = NOISE.jpegsaveBuffer({ keep: "none", Q: 90, restart_interval: 9 });
const PROGRESSIVE = NOISE.jpegsaveBuffer({
	keep: "none",
	Q: 90,
	interlace: true,
	restart_interval: 20,
});
const KINDS = Object.entries({ BASELINE, RESTARTED, PROGRESSIVE });

const DROP = { orientation: "drop" } as const;
const UNREAD = "data that no decoder reads";

const stripped = (bytes: Uint8Array) => strip(bytes, DROP);
const pixels = (bytes: Uint8Array) => Buffer.from(decodeWithVips(bytes).writeToMemory());

const segmentsOf = (bytes: Uint8Array): readonly JpegSegment[] =>
	parseBytes(bytes, walkSegments(bytes.length, false)).segments;

/** Copies a JPEG with something at the end of each segment with a marker. */
function withEndings(bytes: Uint8Array, marker: number, ending: string): Uint8Array {
	const parts = segmentsOf(bytes).map((segment) => {
		const payload = bytes.subarray(segment.start + 4, segment.payloadEnd);
		const data = bytes.subarray(segment.payloadEnd, segment.end);
		return join(
			jpeg.segment(segment.marker, segment.marker === marker ? join(payload, ending) : payload),
			data,
		);
	});
	return join(jpeg.SOI, ...parts, jpeg.EOI);
}

/** Copies a JPEG with another height. */
function withHeight(bytes: Uint8Array, height: number): Uint8Array {
	const frame = segmentsOf(bytes).find(({ marker }) => marker === 0xc0 || marker === 0xc2);
	const copy = bytes.slice();
	copy.set([height >> 8, height & 0xff], (frame?.start ?? 0) + 5);
	return copy;
}

describe.each(KINDS)("stripping a JPEG: %s", (_, bytes) => {
	test("copies what has nothing else as it is", async () => {
		expect(await verify(bytes, DROP)).toEqual([]);
		expect(await verify(await stripped(bytes), DROP)).toEqual([]);
		expect(await stripped(bytes)).toEqual(await stripped(await stripped(bytes)));
		expect(pixels(await stripped(bytes))).toEqual(pixels(bytes));
		const { start = 0 } = segmentsOf(bytes).find(({ marker }) => marker === MARKER.SOS) ?? {};
		expect(contains(await stripped(bytes), bytes.subarray(start))).toBe(true);
	});

	test("drops bytes after the last pixel", async () => {
		const hidden = join(bytes.subarray(0, -2), "GPS 50.9413N 6.9583E", jpeg.EOI);
		expect(await stripped(hidden)).toEqual(await stripped(bytes));
		expect(await verify(hidden, DROP)).toEqual([UNREAD]);
	});

	test("writes the end of a file that has a trailer instead", async () => {
		const trailer = join(bytes.subarray(0, -2), 0, 0, 0x21, 0xa, "SEFH", 0xff, 0xc4, "SEFT");
		expect(await stripped(trailer)).toEqual(await stripped(bytes));
	});

	test.each([MARKER.DQT, MARKER.DHT, MARKER.SOF0, MARKER.SOF2, MARKER.SOS])(
		"drops bytes after what the segments %i need",
		async (marker) => {
			const hidden = withEndings(bytes, marker, "SECRET");
			expect(await stripped(hidden)).toEqual(await stripped(bytes));
			if (hidden.length > bytes.length) expect(await verify(hidden, DROP)).not.toEqual([]);
		},
	);

	test("drops tables that nothing uses", async () => {
		const unused = [
			jpeg.segment(MARKER.DQT, join(3, "SECRET".padEnd(64, "!"))),
			jpeg.segment(MARKER.DHT, join(3, 0, 0, 12, new Uint8Array(13), "SECRET-CODES")),
			jpeg.segment(MARKER.DRI, join("SE")),
			jpeg.segment(MARKER.DRI, join(0, 0)),
			jpeg.segment(MARKER.DAC, join(0, 1)),
		];
		const hidden = join(jpeg.SOI, ...unused, bytes.subarray(2));
		expect(await verify(hidden, DROP)).toContain(UNREAD);
		const result = await stripped(hidden);
		expect(await verify(result, DROP)).toEqual([]);
		expect(contains(result, "SECRET")).toBe(false);
		expect(pixels(result)).toEqual(pixels(bytes));
	});

	test("drops the rows below the picture", async () => {
		expect(await verify(withHeight(bytes, 32), DROP)).toEqual([UNREAD]);
		const cropped = await stripped(withHeight(bytes, 32));
		expect(await verify(cropped, DROP)).toEqual([]);
		expect(pixels(cropped)).toEqual(pixels(withHeight(bytes, 32)));
		expect(cropped.length).toBeLessThan(0.6 * bytes.length);
		// The codes of the rows below are gone, whatever the header says.
		const restored = await codeOfAsync(() => stripped(withHeight(cropped, 99)));
		expect(["truncated-file", "unreadable-image"]).toContain(restored);
		expect(await stripped(cropped)).toEqual(cropped);
	});

	test("refuses what lacks pixels or cannot be decoded", async () => {
		const half = bytes.subarray(0, bytes.length >> 1);
		expect(await codeOfAsync(() => stripped(half))).toBe("truncated-file");
		expect(await codeOfAsync(() => stripped(join(half, jpeg.EOI)))).toBe("truncated-file");
		const broken = bytes.slice();
		for (let at = bytes.length >> 1, end = at + 40; at < end; at += 2) broken.set([0xff, 0], at);
		expect(await codeOfAsync(() => stripped(broken))).toBe("unreadable-image");
	});
});

describe("stripping a JPEG", () => {
	test("drops bytes before restart markers", async () => {
		for (const bytes of [RESTARTED, PROGRESSIVE]) {
			const { payloadEnd = 0 } =
				segmentsOf(bytes).find(({ marker }) => marker === MARKER.SOS) ?? {};
			const restart = Buffer.from(bytes).indexOf(Uint8Array.of(0xff, 0xd0), payloadEnd);
			const hidden = join(
				bytes.subarray(0, restart),
				"SECRET",
				0xff,
				0xff,
				bytes.subarray(restart),
			);
			expect(await stripped(hidden)).toEqual(await stripped(bytes));
			expect(await verify(hidden, DROP)).toEqual(["pixels that cannot be checked"]);
		}
	});

	test("drops a second picture in the data of a sequential one", async () => {
		const { start = 0 } = segmentsOf(BASELINE).find(({ marker }) => marker === MARKER.SOS) ?? {};
		const twice = join(BASELINE.subarray(0, -2), BASELINE.subarray(start));
		expect(await stripped(twice)).toEqual(await stripped(BASELINE));
		expect(await verify(twice, DROP)).toEqual([UNREAD]);
	});

	test("refuses one without tables of codes, for which decoders have some", async () => {
		const parts = segmentsOf(BASELINE).filter(({ marker }) => marker !== MARKER.DHT);
		const bytes = parts.map(({ start, end }) => BASELINE.subarray(start, end));
		const without = join(jpeg.SOI, ...bytes, jpeg.EOI);
		expect(await codeOfAsync(() => stripped(without))).toBe("unsupported-format");
	});

	test("refuses kinds that browsers do not show", async () => {
		const { start = 0 } = segmentsOf(BASELINE).find(({ marker }) => marker === MARKER.SOF0) ?? {};
		for (const [offset, value] of [
			[1, 0xc9],
			[1, 0xc3],
			[4, 12],
		] as const) {
			const other = BASELINE.slice();
			other[start + offset] = value;
			expect(await codeOfAsync(() => stripped(other))).toBe("unsupported-format");
			expect(await verify(other, DROP)).toContain("pixels that cannot be checked");
		}
	});
});
