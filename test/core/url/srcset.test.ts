import { expect, test } from "bun:test";
import fc from "fast-check";
import { DEFAULT_BUCKETS, srcset } from "widthwise";

test("srcset candidates ascend, ask for buckets only, and stop at the master's width", () => {
	fc.assert(
		fc.property(fc.integer({ min: 1, max: 2560 }), (masterWidth) => {
			const candidates = srcset("/i.jpg", masterWidth, DEFAULT_BUCKETS)
				.split(", ")
				.map((candidate) => /^\/i\.jpg\?width=(\d+) (\d+)w$/.exec(candidate)?.slice(1).map(Number));
			const last = candidates.at(-1);
			expect(last?.[1]).toBe(masterWidth);
			for (const [bucket = 0, described] of candidates.map((c) => c ?? [])) {
				expect(DEFAULT_BUCKETS).toContain(bucket);
				expect(described).toBe(Math.min(bucket, masterWidth));
			}
			const described = candidates.map((c) => c?.[1] ?? 0);
			expect(described).toEqual([...new Set(described)].toSorted((a, b) => a - b));
		}),
	);
});

test("srcset has the same candidates for buckets in another order", () => {
	const candidates = (buckets: readonly number[]) =>
		srcset("/i.jpg", 600, buckets).split(", ").toSorted();
	expect(candidates([1280, 256, 640, 416])).toEqual(candidates([256, 416, 640, 1280]));
	expect(candidates([256, 416, 640, 1280])).toHaveLength(3);
});

test("srcset of a format has the same candidates, each with that format", () => {
	expect(srcset("/i.jpg", 300, [256, 416, 640], "avif")).toBe(
		"/i.jpg?width=256&format=avif 256w, /i.jpg?width=416&format=avif 300w",
	);
});

test.each([Number.NaN, Number.POSITIVE_INFINITY])(
	"srcset has all buckets for a width of %p",
	(width) => {
		expect(srcset("/i.jpg", width, [256, 416])).toBe(
			"/i.jpg?width=256 256w, /i.jpg?width=416 416w",
		);
	},
);
