import { describe, expect, test } from "bun:test";
import { parseBytes, parseSource } from "../../../../core/formats/bytes/parse.ts";
import { type CodedData, walkCodedData } from "../../../../core/formats/jpeg/entropy/coded-data.ts";
import {
	type JpegLayout,
	MARKER,
	walkSegments,
} from "../../../../core/formats/jpeg/structure/segments.ts";
import { join } from "../../../containers/bytes.ts";
import { countedSource } from "../../../containers/counted-source.ts";
import * as jpeg from "../../../containers/jpeg.ts";
import { imageOf } from "../../../pictures/painter.ts";
import { paint } from "../../../pictures/pixels.ts";

/** Noise has codes of all lengths; its size is not a multiple of an MCU. */
const NOISE = imageOf(paint(173, 121, 3, (x, y) => [(x * x * 7 + y * 31) & 255, (x * y) & 255, x]));

const DRAWN: Readonly<Record<string, Uint8Array>> = {
	"a baseline JPEG": NOISE.jpegsaveBuffer({ Q: 95, subsample_mode: "off" }),
	"a baseline JPEG with 4:2:0": NOISE.jpegsaveBuffer({ Q: 60, subsample_mode: "on" }),
	"a grey JPEG": NOISE.colourspace("b-w").jpegsaveBuffer({ Q: 80 }),
	"a CMYK JPEG": NOISE.colourspace("cmyk").jpegsaveBuffer({ Q: 80 }),
	"a JPEG with its own codes": NOISE.jpegsaveBuffer({ Q: 80, optimize_coding: true }),
	"a JPEG with restart markers": NOISE.jpegsaveBuffer({ Q: 80, restart_interval: 7 }),
	"a progressive JPEG": NOISE.jpegsaveBuffer({ Q: 90, interlace: true, subsample_mode: "on" }),
	"a progressive JPEG with optimised scans": NOISE.jpegsaveBuffer({
		...{ Q: 75, interlace: true, optimize_scans: true, trellis_quant: true },
		...{ optimize_coding: true, subsample_mode: "off", restart_interval: 5 },
	}),
};
const drawn = Object.entries(DRAWN);

const layoutOf = (bytes: Uint8Array): JpegLayout =>
	parseBytes(bytes, walkSegments(bytes.length, false));

const walk = (bytes: Uint8Array): CodedData =>
	parseBytes(bytes, walkCodedData(layoutOf(bytes), bytes.length));

/** The offset of the first segment with one of the markers. */
const segmentAt = (bytes: Uint8Array, ...markers: readonly number[]): number =>
	layoutOf(bytes).segments.find(({ marker }) => markers.includes(marker))?.start ?? 0;

/** The offset of a restart marker. */
const restartAt = (bytes: Uint8Array, number: number): number =>
	Buffer.from(bytes).indexOf(
		Uint8Array.of(0xff, MARKER.RST0 + number),
		segmentAt(bytes, MARKER.SOS),
	);

describe("the walk of the coded data of", () => {
	test.each(drawn)("%s ends at its last byte", (_, bytes) => {
		expect(walk(bytes)).toMatchObject({ state: "complete", end: bytes.length - 2 });
	});

	test.each(drawn)("%s finds everything that decoders need, and nothing else", (_, bytes) => {
		const needed = walk(bytes).segments;
		const frames = layoutOf(bytes).segments.filter(({ marker }) => marker < MARKER.APP0);
		expect(needed.map(({ segment }) => segment)).toEqual([...frames]);
		for (const { segment, payload } of needed) {
			const length = segment.payloadEnd - segment.start - 4;
			expect([payload[0], payload.at(-1)]).toEqual([0, length]);
		}
	});

	test.each(drawn)("%s does not need EOI, but every byte before it", (_, bytes) => {
		expect(walk(bytes.subarray(0, -2))).toEqual({ ...walk(bytes) });
		const scan = segmentAt(bytes, MARKER.SOS) + 20;
		for (let end = bytes.length - 3; end > scan; end -= 1 + (end >> 5)) {
			expect([end, walk(bytes.subarray(0, end)).state]).toEqual([end, "incomplete"]);
		}
	});

	test.each(drawn)("%s leaves out text after the last pixel", (_, bytes) => {
		const hidden = join(bytes.subarray(0, -2), "GPS 50.9413N 6.9583E", jpeg.EOI);
		expect(walk(hidden)).toMatchObject({ state: "complete", end: bytes.length - 2 });
	});

	test.each(drawn)("%s reads a file in pieces", async (_, bytes) => {
		const tail = new Uint8Array(600_000).fill(7);
		const long = join(bytes.subarray(0, -2), tail);
		const source = countedSource(long);
		const coded = await parseSource(source, walkCodedData(layoutOf(long), long.length));
		expect(coded).toMatchObject({ state: "complete", end: bytes.length - 2 });
		expect(source.counts.largest).toBeLessThanOrEqual(256 * 1024);
	});
});

describe("the walk of coded data", () => {
	test("is the same at any border between two pieces of a large file", async () => {
		const large = NOISE.embed(0, 0, 600, 440, { extend: "repeat" });
		for (const options of [{}, { restart_interval: 1 }, { interlace: true }]) {
			const bytes = large.jpegsaveBuffer({ Q: 97, subsample_mode: "off", ...options });
			expect(bytes.length).toBeGreaterThan(256 * 1024);
			for (let shift = 0; shift < 6; shift++) {
				const comment = jpeg.segment(0xfe, new Uint8Array(shift));
				const shifted = join(bytes.subarray(0, 2), comment, bytes.subarray(2));
				expect(walk(shifted)).toMatchObject({ state: "complete", end: shifted.length - 2 });
			}
		}
	});

	test("ends where a frame of fewer rows ends", () => {
		for (const [name, bytes] of drawn) {
			const cropped = bytes.slice();
			const frame = segmentAt(bytes, MARKER.SOF0, MARKER.SOF2);
			cropped.set([0, 60], frame + 5);
			const { state, segments } = walk(cropped);
			const ends = segments.flatMap(({ data, segment }) => (data ? segment.end - data.end : []));
			expect([name, state]).toEqual([name, "complete"]);
			expect(ends[0]).toBeGreaterThan(0);
		}
	});

	test("finds bytes before a restart marker", () => {
		const bytes = DRAWN["a JPEG with restart markers"] ?? new Uint8Array(0);
		const restart = restartAt(bytes, 1);
		const hidden = join(bytes.subarray(0, restart), "SECRET", bytes.subarray(restart));
		const { state, segments } = walk(hidden);
		expect(state).toBe("complete");
		expect(segments.at(-1)?.data?.gaps).toEqual([restart, restart + 6]);
	});

	test("calls a missing or repeated restart marker damage", () => {
		const bytes = DRAWN["a JPEG with restart markers"] ?? new Uint8Array(0);
		const restart = restartAt(bytes, 1);
		const next = restartAt(bytes, 2);
		const without = join(bytes.subarray(0, restart), bytes.subarray(next));
		expect(walk(without).state).toBe("damaged");
		const repeated = bytes.slice();
		repeated[next + 1] = MARKER.RST0 + 1;
		expect(walk(repeated).state).toBe("damaged");
	});

	test("calls bits that are no code damage", () => {
		for (const [name, bytes] of drawn) {
			const broken = bytes.slice();
			const middle = (segmentAt(bytes, MARKER.SOS) + bytes.length) >> 1;
			// A code of ones only does not exist (T.81, C.2).
			for (let at = middle; at < middle + 40; at += 2) broken.set([0xff, 0], at);
			expect([name, walk(broken).state]).toEqual([name, "damaged"]);
		}
	});

	test("leaves out tables that no scan uses", () => {
		const [name, plain] = drawn[0] ?? ["", new Uint8Array(0)];
		const quantisation = jpeg.segment(MARKER.DQT, join(3, "x".repeat(64), "SECRET"));
		const interval = jpeg.segment(MARKER.DRI, join(0, 0, "SECRET"));
		const unused = join(plain.subarray(0, 2), quantisation, interval, plain.subarray(2));
		const { state, segments } = walk(unused);
		expect([name, state]).toEqual([name, "complete"]);
		const markers = segments.map(({ segment }) => segment.marker);
		expect(markers.slice(0, 2)).toEqual([MARKER.DRI, MARKER.DQT]);
		expect(segments[0]?.payload).toEqual([0, 2]);
	});

	test("does not read arithmetic and lossless JPEGs", () => {
		const [, plain = new Uint8Array(0)] = drawn[0] ?? [];
		const frame = segmentAt(plain, MARKER.SOF0);
		for (const marker of [0xc9, 0xc3]) {
			const other = plain.slice();
			other[frame + 1] = marker;
			expect(walk(other).state).toBe("unread");
		}
	});

	test("of a sequential JPEG ends with the scan that completes it", () => {
		const [, plain = new Uint8Array(0)] = drawn[0] ?? [];
		const again = plain.subarray(segmentAt(plain, MARKER.SOS), -2);
		const hidden = join(plain.subarray(0, -2), again, jpeg.EOI);
		expect(walk(hidden)).toMatchObject({ state: "complete", end: plain.length - 2 });
	});
});
