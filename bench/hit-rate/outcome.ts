import type { CacheLayer } from "@widthwise/edge/cloudfront";

/** How one image was served. */
export type Served = {
	/** Who had it: the browser, a cache, the public store, or nobody: it was cut. */
	readonly by: "browser" | CacheLayer | "store" | "cut";
	readonly bytes: number;
	/** What the exact width would have taken. */
	readonly exactBytes: number;
	/** Whether it was narrower than needed. */
	readonly isUndersized: boolean;
};

/** Many of them added up. Bytes but `storedBytes` are those that travelled to visitors. */
export type Outcome = {
	/** Images that pages needed. */
	needed: number;
	/** Of those, in the visitor's own browser: not requested at all. */
	inBrowser: number;
	/** Answered by a point of presence. */
	nearHits: number;
	/** Answered by the regional cache. */
	regionHits: number;
	/** Not in any cache, but cut before. */
	storeHits: number;
	/** Cut. Each makes one more stored variant. */
	cuts: number;
	undersized: number;
	bytes: number;
	/** Answered by a cache. */
	hitBytes: number;
	exactBytes: number;
	/** Above the exact widths' bytes; what is undersized takes nothing off. */
	overshootBytes: number;
	/** In the public store at the end. */
	storedBytes: number;
};

/**
 * An outcome of nothing yet.
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

/** Shares of an outcome, 0 to 1; 0 where nothing was requested. */
export type Rates = {
	/** Of requests, answered by a cache. */
	readonly hitRate: number;
	/** Of bytes. */
	readonly byteHitRate: number;
	/** Overshoot to the exact widths' bytes. */
	readonly overshoot: number;
	readonly undersized: number;
	/** Of needed images, in the browser. */
	readonly inBrowser: number;
};

/**
 * An outcome's shares.
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
