import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import {
	createLogReader,
	createWidthHistogram,
	emptyLineCounts,
	type LineCounts,
	type NeededWidth,
	shareAtBuckets,
} from "widthwise/tuning";
import { drawRequests, LOG_WRITERS } from "./drawn-log.ts";
import { byWidth, neededByParser, sorted } from "./reference.ts";

const ID = "0123456789abcdef0123456789abcdef";
const requests = drawRequests(7, 5000);
const expected = sorted(neededByParser(requests));

type Read = { readonly needed: readonly NeededWidth[]; readonly counts: LineCounts };

function read(bytes: Uint8Array, chunkBytes = 65_536): Read {
	const histogram = createWidthHistogram();
	const counts = emptyLineCounts();
	const reader = createLogReader(histogram, counts);
	for (let at = 0; at < bytes.length; at += chunkBytes) {
		reader.push(bytes.subarray(at, at + chunkBytes));
	}
	reader.end();
	return { needed: histogram.rows(), counts };
}

const readText = (text: string, chunkBytes?: number): Read =>
	read(new TextEncoder().encode(text), chunkBytes);

const allButLines = ({ lines, ...kinds }: LineCounts): number =>
	Object.values(kinds).reduce((sum, count) => sum + count, 0);

describe("the log reader agrees with the server's parser", () => {
	test.each(Object.entries(LOG_WRITERS))("in the format %s", (_, write) => {
		const { needed, counts } = readText(`${write(requests).join("\n")}\n`);
		expect(sorted(byWidth(needed))).toEqual(expected);
		expect(counts.lines).toBe(requests.length);
		expect(counts.malformed).toBe(0);
		expect(allButLines(counts)).toBe(counts.lines);
		for (const kind of ["images", "masters", "refused", "failed", "others"] as const) {
			expect(counts[kind]).toBeGreaterThan(100);
		}
	});

	test("for any chunk size, and with Windows line endings", () => {
		const few = requests.slice(0, 300);
		for (const write of Object.values(LOG_WRITERS)) {
			const expected = sorted(neededByParser(few));
			for (const chunkBytes of [1, 2, 3, 7, 64, 1021]) {
				const { needed } = readText(write(few).join("\r\n"), chunkBytes);
				expect(sorted(byWidth(needed))).toEqual(expected);
			}
		}
	});

	test("about the needed width, which is the product rounded up, with its density", () => {
		const line = `{"cs-method":"GET","cs-uri-stem":"/media/${ID}/a.jpg","cs-uri-query":"width=333&dpr=2.625","sc-status":200}`;
		expect(readText(line).needed).toEqual([{ width: 875, dpr: 2.5, count: 1 }]);
	});
});

describe("the log reader", () => {
	test("counts and skips malformed lines, in every format", () => {
		const damaged = ["", "hello", '"GET', "\t\t\t", "{", '{"a":1}', "x".repeat(200_000)];
		for (const write of Object.values(LOG_WRITERS)) {
			const lines = write(requests.slice(0, 500)).flatMap((line, i) =>
				i % 10 === 9 ? [line, damaged[((i / 10) % damaged.length) | 0] ?? ""] : [line],
			);
			const { needed, counts } = readText(lines.join("\n"));
			expect(sorted(byWidth(needed))).toEqual(sorted(neededByParser(requests.slice(0, 500))));
			expect(counts.malformed).toBeGreaterThan(30);
		}
	});

	test("accepts any bytes, and counts every line as one kind", () => {
		const bytes = fc.oneof(
			fc.uint8Array({ maxLength: 400 }),
			fc.string({ maxLength: 400, unit: "grapheme" }).map((text) => new TextEncoder().encode(text)),
			fc
				.tuple(fc.constantFrom(...Object.values(LOG_WRITERS)), fc.uint8Array({ maxLength: 60 }))
				.map(([write, noise]) => {
					const line = new TextEncoder().encode(write(requests.slice(0, 3)).join("\n"));
					for (const [i, byte] of noise.entries()) line[(i * 37) % line.length] = byte;
					return line;
				}),
		);
		fc.assert(
			fc.property(bytes, fc.integer({ min: 1, max: 64 }), (log, chunkBytes) => {
				const { counts } = read(log, chunkBytes);
				expect(allButLines(counts)).toBe(counts.lines);
			}),
			{ numRuns: 100 },
		);
	});

	test("does not take a field of the line before for one that is missing in a line of JSON", () => {
		const path = `"cs-uri-stem":"/media/${"0".repeat(32)}/a.jpg"`;
		const others = '"cs-method":"GET","sc-status":"200"';
		const whole = `{${path},"cs-uri-query":"width=400",${others}}`;
		const { counts } = readText(`${whole}\n{${path},${path},${others}}\n`);
		expect(counts).toEqual({ ...emptyLineCounts(), lines: 2, images: 1, malformed: 1 });
	});

	test("counts all lines as malformed if the header lacks the required fields", () => {
		const { counts } = readText("#Fields: date time cs-method\n2026-11-22\t10:00:00\tGET\n");
		expect(counts).toEqual({ ...emptyLineCounts(), lines: 1, malformed: 1 });
	});
});

test("shareAtBuckets returns the share of requests whose width is a bucket", () => {
	const buckets = [256, 416, 640];
	const requested = buckets.map((width) => ({ width, count: 10 }));
	expect(shareAtBuckets(requested, buckets)).toBe(1);
	expect(shareAtBuckets([...requested, { width: 400, count: 30 }], buckets)).toBe(0.5);
	expect(shareAtBuckets([], buckets)).toBe(0);
});
