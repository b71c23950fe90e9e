import { accept, type Refusal, type Result, refuse } from "./result.ts";

/** The allowed widths in pixels: ascending, without repeats, at least one; see {@link parseBuckets}. */
export type WidthBuckets = readonly number[];

/** The largest width of a request or a bucket, in pixels. */
export const MAX_WIDTH = 10000;

/**
 * The default buckets, in pixels: the list with the least overshoot for the bench's default
 * audience, as `npm run bench tune -- --grid 32` prints it. They are multiples of 32, so that a
 * round width (400, 800, 1000) and its neighbours snap to the same bucket.
 */
export const DEFAULT_BUCKETS: WidthBuckets = [
	288, 480, 608, 736, 960, 1088, 1216, 1344, 1504, 2048, 2560,
];

/**
 * Snaps a width to a bucket: the smallest one that is at least as wide, or the largest one if none
 * is; 0 if there are no buckets. Idempotent and monotone.
 *
 * @param width pixels, 1 or more
 * @param buckets pixels, in any order
 *
 * @example
 * snapWidth(400, [256, 416, 640]); // 416
 * snapWidth(9000, [256, 416, 640]); // 640
 */
export function snapWidth(width: number, buckets: WidthBuckets): number {
	let fitting = 0;
	let largest = 0;
	for (let i = 0; i < buckets.length; i++) {
		const bucket = buckets[i] || 0;
		if (bucket > largest) largest = bucket;
		if (bucket >= width && (fitting === 0 || bucket < fitting)) fitting = bucket;
	}
	return fitting || largest;
}

/**
 * Parses a list of buckets, as written in settings, or checks one of numbers.
 *
 * @param list widths in pixels, ascending; as text, separated by commas
 *
 * @returns a refusal with the code `invalid-width` if the list is not valid
 *
 * @example
 * parseBuckets("320, 640,1280"); // { ok: true, value: [320, 640, 1280] }
 * parseBuckets([640, 320]).ok; // false
 */
export function parseBuckets(list: string | readonly number[]): Result<WidthBuckets> {
	const parts = `${list}`.split(",");
	const buckets: number[] = [];
	for (let i = 0; i < parts.length; i++) {
		const text = (parts[i] || "").trim();
		const width = parseWidth(text);
		if (width === 0) return refuseBuckets("each must be a whole number from 1 to 10000", text);
		if (i > 0 && width <= (buckets[i - 1] || 0)) {
			return refuseBuckets("must ascend", `${list}`);
		}
		buckets.push(width);
	}
	return accept(buckets);
}

/**
 * Parses one width: a whole number from 1 to {@link MAX_WIDTH} without leading zeros; 0 for
 * anything else.
 *
 * @example
 * parseWidth("400"); // 400
 * parseWidth("0400"); // 0
 */
export function parseWidth(text: string): number {
	if (!/^[1-9][0-9]{0,4}$/.test(text)) return 0;
	const width = Number(text);
	return width <= MAX_WIDTH ? width : 0;
}

function refuseBuckets(rule: string, got: string): Refusal {
	return refuse("invalid-width", `Cannot parse buckets: ${rule}, got ${got}`);
}
