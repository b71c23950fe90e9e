import { Counter, type Registry } from "prom-client";
import type { ImageAnswer } from "widthwise/handler";

/** Counts of what was sent of one bucket since the server started. */
export type BucketTally = {
	/** Pixels; `null`: the master. */
	readonly bucket: number | null;
	/** Hits: images from memory and from the store. */
	readonly memory: number;
	readonly store: number;
	/** Misses: images that had to be cut. */
	readonly cut: number;
	/** Bytes of images sent. */
	readonly bytes: number;
	/** Area of the needed pixels: widths squared, each at most the bucket's. */
	readonly needed: number;
	/** Area of the pixels sent above those. */
	readonly overshoot: number;
};

/** Counts the images that are sent. */
export type ImageCounters = {
	answered(answer: ImageAnswer): void;
	/** Sorted by bucket, the master last. */
	tallies(): readonly BucketTally[];
};

type MutableTally = { -readonly [Field in keyof BucketTally]: BucketTally[Field] };

/**
 * Creates counters of images. They are kept in a plain map and given to the library only when
 * metrics are read: the library hashes labels at every count, which would slow hits down. There are
 * at most as many series as buckets, whatever widths are requested.
 *
 * Overshoot is the bucket's width squared minus the needed width squared, for images that were
 * sent. A needed width above the widest bucket has no overshoot.
 *
 * @example
 * const images = createImageCounters(registry);
 * images.answered({ status: 200, origin: "cut", bucket: 416, needed: 400, bytes: 9936 });
 */
export function createImageCounters(registry: Registry): ImageCounters {
	const tallies = new Map<number | null, MutableTally>();

	function tallyOf(bucket: number | null): MutableTally {
		const known = tallies.get(bucket);
		if (known) return known;
		const tally = { bucket, memory: 0, store: 0, cut: 0, bytes: 0, needed: 0, overshoot: 0 };
		tallies.set(bucket, tally);
		return tally;
	}

	function addCounter(name: string, help: string, read: (tally: BucketTally) => number): void {
		new Counter({
			name,
			help,
			labelNames: ["bucket"],
			registers: [registry],
			collect() {
				this.reset();
				for (const tally of tallies.values()) this.inc({ bucket: labelOf(tally) }, read(tally));
			},
		});
	}

	new Counter({
		name: "widthwise_images_total",
		help: "Images sent, by origin (memory and store: hits, cut: misses) and bucket",
		labelNames: ["origin", "bucket"],
		registers: [registry],
		collect() {
			this.reset();
			for (const tally of tallies.values()) {
				for (const origin of ["memory", "store", "cut"] as const) {
					if (tally[origin] > 0) this.inc({ origin, bucket: labelOf(tally) }, tally[origin]);
				}
			}
		},
	});
	addCounter(
		"widthwise_image_bytes_total",
		"Bytes of images sent, by bucket",
		({ bytes }) => bytes,
	);
	addCounter(
		"widthwise_needed_pixels_total",
		"Needed pixels of images sent: requested width (times DPR, at most the bucket's), squared",
		({ needed }) => needed,
	);
	addCounter(
		"widthwise_overshoot_pixels_total",
		"Pixels sent above those needed: the bucket's width squared minus the needed width squared",
		({ overshoot }) => overshoot,
	);
	return {
		answered({ origin, bucket, needed, bytes }) {
			if (origin === null) return;
			const tally = tallyOf(bucket);
			tally[origin]++;
			tally.bytes += bytes;
			if (bytes === 0 || bucket === null || needed === null) return;
			const neededArea = Math.min(needed, bucket) ** 2;
			tally.needed += neededArea;
			tally.overshoot += bucket ** 2 - neededArea;
		},
		tallies: () =>
			[...tallies.values()].sort(
				(a, b) => (a.bucket ?? Number.POSITIVE_INFINITY) - (b.bucket ?? Number.POSITIVE_INFINITY),
			),
	};
}

function labelOf({ bucket }: BucketTally): string {
	return bucket === null ? "master" : String(bucket);
}
