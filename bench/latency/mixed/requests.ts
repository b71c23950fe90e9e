import { parseBuckets, snapWidth } from "widthwise";
import { WIDTHS } from "../../servers/image-server.ts";
import { DEFAULT_TRACE, drawTrace, type TraceModel } from "../../traffic/trace/trace.ts";

/** One image that a browser requests from a server. */
export type ImageRequest = {
	/** Position of the photo. */
	readonly photo: number;
	/** Pixels, one of the widths that all servers are set up for. */
	readonly width: number;
};

/** Photos of the small site. */
export const PHOTOS = 24;

/** Hit-rate's model of a site and its visitors, with few photos, because each must be published. */
const MODEL: TraceModel = {
	...DEFAULT_TRACE,
	galleries: 3,
	photosPerGallery: PHOTOS / 3,
	pageViews: 400,
	days: 3,
	historyDays: 3,
};

/**
 * Draws the requests of browsers, in order of time: galleries and photos by Zipf, widths by screens and
 * layouts, without images in a visitor's browser cache. The same seed gives the same requests.
 *
 * @example
 * const requests = drawRequests(1, 600);
 */
export function drawRequests(seed: number, count: number): readonly ImageRequest[] {
	const buckets = parseBuckets(WIDTHS.join(","));
	if (!buckets.ok) throw new Error(buckets.message);
	const seen = new Set<string>();
	const requests: ImageRequest[] = [];
	for (const { photo, width, visitor } of drawTrace({ ...MODEL, seed }).images) {
		const requested = { photo, width: snapWidth(width, buckets.value) };
		const key = `${visitor} ${photo} ${requested.width}`;
		if (visitor !== null && seen.has(key)) continue;
		seen.add(key);
		requests.push(requested);
	}
	if (requests.length < count) throw new Error(`The trace has only ${requests.length} requests`);
	return requests.slice(0, count);
}
