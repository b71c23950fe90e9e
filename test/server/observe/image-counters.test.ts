import { expect, test } from "bun:test";
import fc from "fast-check";
import { Registry } from "prom-client";
import { createImageCounters } from "../../../server/observe/image-counters.ts";

test("hits, misses, bytes and overshoot are counted by bucket", async () => {
	const registry = new Registry();
	const images = createImageCounters(registry);
	const variant = { status: 200, bucket: 416, needed: 400, bytes: 1000 } as const;
	images.answered({ ...variant, origin: "cut" });
	images.answered({ ...variant, origin: "memory", needed: 416 });
	// 304 and HEAD send no image.
	images.answered({ ...variant, origin: "store", status: 304, bytes: 0 });
	// A needed width above the widest bucket.
	images.answered({ ...variant, origin: "memory", bucket: 640, needed: 9000 });
	images.answered({ ...variant, origin: "store", bucket: null, needed: null });
	// An error, not an image.
	images.answered({ status: 404, origin: null, bucket: null, needed: null, bytes: 0 });
	const none = { memory: 0, store: 0, cut: 0, overshoot: 0 };
	expect(images.tallies()).toEqual([
		{
			...{ bucket: 416, memory: 1, store: 1, cut: 1, bytes: 2000 },
			...{ needed: 400 ** 2 + 416 ** 2, overshoot: 416 ** 2 - 400 ** 2 },
		},
		{ ...none, bucket: 640, memory: 1, bytes: 1000, needed: 640 ** 2 },
		{ ...none, bucket: null, store: 1, bytes: 1000, needed: 0 },
	]);
	const text = await registry.metrics();
	const series = text.split("\n").filter((line) => line.startsWith("widthwise_"));
	expect(series).toContain('widthwise_images_total{origin="cut",bucket="416"} 1');
	expect(series).toContain('widthwise_image_bytes_total{bucket="416"} 2000');
	expect(series).toContain('widthwise_needed_pixels_total{bucket="640"} 409600');
	expect(series).toContain('widthwise_overshoot_pixels_total{bucket="416"} 13056');
	expect(series).toContain('widthwise_images_total{origin="store",bucket="master"} 1');
	expect(await registry.metrics()).toBe(text);
});

test("needed pixels and overshoot add up to the pixels sent", () => {
	const buckets = [256, 416, 640];
	const answers = fc.array(
		fc.record({ bucket: fc.constantFrom(...buckets), needed: fc.integer({ min: 1, max: 40_000 }) }),
	);
	fc.assert(
		fc.property(answers, (all) => {
			const images = createImageCounters(new Registry());
			for (const answer of all)
				images.answered({ ...answer, status: 200, origin: "cut", bytes: 1 });
			for (const { bucket, cut, needed, overshoot } of images.tallies()) {
				expect(needed + overshoot).toBe(cut * (bucket ?? 0) ** 2);
				expect(overshoot).toBeGreaterThanOrEqual(0);
			}
		}),
		{ numRuns: 50 },
	);
});
