import { Counter, type Registry } from "prom-client";
import type { ImageAnswer } from "widthwise";

/** What was sent of one bucket since the server started. */
export type BucketTally = {
	/** Pixels; `null`: the master. */
	readonly bucket: number | null;
	/** Answers from the memory and from the store: hits. */
	readonly memory: number;
	readonly store: number;
	/** Answers that had to be cut: misses. */
	readonly cut: number;
	/** Bytes of images sent. */
	readonly bytes: number;
	/** Pixels sent that were asked for, as areas: widths squared. */
	readonly needed: number;
	/** Pixels sent above those. */
	readonly overshoot: number;
};

/** Counts the images that are sent. */
export type ImageCounters = {
	answered(answer: ImageAnswer): void;
	/** Ascending by bucket, the master last. */
	tallies(): readonly BucketTally[];
};

type Growing = { -readonly [Field in keyof BucketTally]: BucketTally[Field] };

/**
 * Counts images in a plain map and hands the sums over when they are asked for: the library hashes its
 * labels at every count, which a hit would feel. There are as many series as buckets, whatever is asked.
 *
 * Overshoot is the bucket's width squared less the needed one's, of images that were really sent. Who
 * needs more than the widest bucket overshoots nothing.
 *
 * @example
 * const images = createImageCounters(registry);
 * images.answered({ status: 200, origin: "cut", bucket: 416, needed: 400, bytes: 9936 });
 */
export function createImageCounters(registry: Registry): ImageCounters {
	const tallies = new Map<number | null, Growing>();

	function tallyOf(bucket: number | null): Growing {
		const known = tallies.get(bucket);
		if (known) return known;
		const tally = { bucket, memory: 0, store: 0, cut: 0, bytes: 0, needed: 0, overshoot: 0 };
		tallies.set(bucket, tally);
		return tally;
	}

	function counter(name: string, help: string, read: (tally: BucketTally) => number): void {
		new Counter({
			name,
			help,
			labelNames: ["bucket"],
			registers: [registry],
			collect() {
				this.reset();
				for (const tally of tallies.values()) this.inc({ bucket: nameOf(tally) }, read(tally));
			},
		});
	}

	new Counter({
		name: "widthwise_images_total",
		help: "Images sent, by where they came from (memory and store: hits, cut: misses) and bucket",
		labelNames: ["origin", "bucket"],
		registers: [registry],
		collect() {
			this.reset();
			for (const tally of tallies.values()) {
				for (const origin of ["memory", "store", "cut"] as const) {
					if (tally[origin] > 0) this.inc({ origin, bucket: nameOf(tally) }, tally[origin]);
				}
			}
		},
	});
	counter("widthwise_image_bytes_total", "Bytes of images sent, by bucket", ({ bytes }) => bytes);
	counter(
		"widthwise_needed_pixels_total",
		"What was asked for of the images sent: the width, DPR included, at most the bucket's, squared",
		({ needed }) => needed,
	);
	counter(
		"widthwise_overshoot_pixels_total",
		"What they had above that: the bucket's width squared less the one asked for squared",
		({ overshoot }) => overshoot,
	);
	return {
		answered({ origin, bucket, needed, bytes }) {
			if (origin === null) return;
			const tally = tallyOf(bucket);
			tally[origin]++;
			tally.bytes += bytes;
			if (bytes === 0 || bucket === null || needed === null) return;
			const used = Math.min(needed, bucket) ** 2;
			tally.needed += used;
			tally.overshoot += bucket ** 2 - used;
		},
		tallies: () =>
			[...tallies.values()].sort(
				(a, b) => (a.bucket ?? Number.POSITIVE_INFINITY) - (b.bucket ?? Number.POSITIVE_INFINITY),
			),
	};
}

function nameOf({ bucket }: BucketTally): string {
	return bucket === null ? "master" : String(bucket);
}
