import type { CacheLayer } from "@widthwise/edge/cloudfront";

/** How one image was served. */
export type Served = {
	/** Where the image came from: the browser's cache, a cache, the public store, or a cut. */
	readonly by: "browser" | CacheLayer | "store" | "cut";
	readonly bytes: number;
	/** Bytes at the exact width. */
	readonly exactBytes: number;
	/** Whether it was narrower than needed. */
	readonly isUndersized: boolean;
};

/** The sums of many served images. Bytes, except `storedBytes`, are those sent to visitors. */
export type Outcome = {
	/** Images that pages needed. */
	needed: number;
	/** Images in the visitor's browser cache, and so not requested. */
	inBrowser: number;
	/** Answered by a point of presence. */
	nearHits: number;
	/** Answered by the regional cache. */
	regionHits: number;
	/** In no cache, but in the public store. */
	storeHits: number;
	/** Cut; each adds one variant to the store. */
	cuts: number;
	undersized: number;
	bytes: number;
	/** Answered by a cache. */
	hitBytes: number;
	exactBytes: number;
	/** Bytes above those of the exact widths; undersized images do not reduce the sum. */
	overshootBytes: number;
	/** In the public store at the end. */
	storedBytes: number;
};

/**
 * Makes an outcome without any images.
 *
 * @example
 * const total = emptyOutcome();
 */
export function emptyOutcome(): Outcome {
	return {
		needed: 0,
		inBrowser: 0,
		nearHits: 0,
		regionHits: 0,
		storeHits: 0,
		cuts: 0,
		undersized: 0,
		bytes: 0,
		hitBytes: 0,
		exactBytes: 0,
		overshootBytes: 0,
		storedBytes: 0,
	};
}

/**
 * Adds one served image.
 *
 * @example
 * addOutcome(total, { by: "cut", bytes: 9000, exactBytes: 8000, isUndersized: false });
 */
export function addOutcome(total: Outcome, { by, bytes, exactBytes, isUndersized }: Served): void {
	total.needed++;
	if (by === "browser") {
		total.inBrowser++;
		return;
	}
	if (by === "point-of-presence") total.nearHits++;
	else if (by === "region") total.regionHits++;
	else if (by === "store") total.storeHits++;
	else {
		total.cuts++;
		total.storedBytes += bytes;
	}
	if (isUndersized) total.undersized++;
	if (by === "point-of-presence" || by === "region") total.hitBytes += bytes;
	total.bytes += bytes;
	total.exactBytes += exactBytes;
	total.overshootBytes += Math.max(0, bytes - exactBytes);
}

/** Shares of an outcome, 0 to 1; 0 if nothing was requested. */
export type Rates = {
	/** Share of requests that a cache answered. */
	readonly hitRate: number;
	/** Share of bytes from a cache. */
	readonly byteHitRate: number;
	/** Overshoot as a share of the bytes at exact widths. */
	readonly overshoot: number;
	readonly undersized: number;
	/** Share of needed images in the browser's cache. */
	readonly inBrowser: number;
};

/**
 * Computes an outcome's shares.
 *
 * @example
 * ratesOf(total).hitRate; // 0.93
 */
export function ratesOf(outcome: Outcome): Rates {
	const requests = outcome.needed - outcome.inBrowser;
	const share = (part: number, all: number): number => (all === 0 ? 0 : part / all);
	return {
		hitRate: share(outcome.nearHits + outcome.regionHits, requests),
		byteHitRate: share(outcome.hitBytes, outcome.bytes),
		overshoot: share(outcome.overshootBytes, outcome.exactBytes),
		undersized: share(outcome.undersized, requests),
		inBrowser: share(outcome.inBrowser, outcome.needed),
	};
}
