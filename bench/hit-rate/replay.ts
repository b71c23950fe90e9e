import { createCacheNetwork } from "@widthwise/edge/cloudfront";
import { modelBytes, type PhotoBytes } from "widthwise/tuning";
import type { SitePhoto } from "../traffic/trace/site.ts";
import type { NeededImage, Trace } from "../traffic/trace/trace.ts";
import { type Ladder, stepFor } from "./ladders.ts";
import { addOutcome, emptyOutcome, type Outcome, type Served } from "./outcome.ts";

/** The caches between visitors and the origin; all assumed, see the README. */
export type CacheSizes = {
	/** Cache size for this site in a point of presence, in bytes. */
	readonly pointOfPresenceBytes: number;
	/** Cache size for this site in the region, in bytes; 0: no regional cache. */
	readonly regionBytes: number;
	/** How long images may be cached, in days. */
	readonly ttlDays: number;
};

/** The default caches: a guess at what a large CDN provides for a small site. */
export const DEFAULT_CACHES: CacheSizes = {
	pointOfPresenceBytes: 50e6,
	regionBytes: 200e6,
	ttlDays: 365,
};

/** The result of serving a trace with a ladder. */
export type Replay = {
	readonly ladder: Ladder;
	readonly total: Outcome;
	/** By delivered width, ascending. */
	readonly bySteps: ReadonlyMap<number, Outcome>;
};

/**
 * Serves a trace with a ladder, from the browser's cache, the point of presence, the region, the public
 * store, or by a cut if even the store lacks the variant.
 *
 * @param onProgress called occasionally with the number of served images
 *
 * @example
 * const { total } = replay(drawTrace(DEFAULT_TRACE), ladder, DEFAULT_CACHES, () => {});
 * total.cuts;
 */
export function replay(
	{ site, images }: Trace,
	ladder: Ladder,
	caches: CacheSizes,
	onProgress: (served: number) => void,
): Replay {
	const pointsOfPresence = images.reduce(
		(max, image) => Math.max(max, image.pointOfPresence + 1),
		1,
	);
	const network = createCacheNetwork<null>({ ...caches, pointsOfPresence });
	const browsers = new Map<number, Set<string>>();
	const store = new Set<string>();
	const sizes = createSizes();
	const ttlMs = caches.ttlDays * 86_400_000;
	const total = emptyOutcome();
	const bySteps = new Map<number, Outcome>();

	/** Finds the source of an image. */
	function find(image: NeededImage, key: string, bytes: number): Served["by"] {
		if (image.visitor !== null) {
			const browser = browsers.get(image.visitor) ?? new Set();
			if (browser.has(key)) return "browser";
			browsers.set(image.visitor, browser.add(key));
		}
		const found = network.lookup(image.pointOfPresence, key, image.atMs);
		if (found) return found.layer;
		network.store(image.pointOfPresence, key, { value: null, bytes, ttlMs }, image.atMs);
		if (store.has(key)) return "store";
		store.add(key);
		return "cut";
	}

	for (const [served, image] of images.entries()) {
		if (served % 10_000 === 0) onProgress(served);
		const photo = site.photos[image.photo];
		if (!photo) continue;
		const step = stepFor(ladder, image.width);
		const needed = Math.min(image.width, photo.masterWidth);
		const delivered = Math.min(step, photo.masterWidth);
		const bytes = sizes(photo, delivered, image.format);
		const by = find(image, `${image.photo}/${step}.${image.format}`, bytes);
		const exactBytes = sizes(photo, needed, image.format);
		const outcome: Served = { by, bytes, exactBytes, isUndersized: delivered < needed };
		const ofStep = bySteps.get(step) ?? emptyOutcome();
		bySteps.set(step, ofStep);
		addOutcome(total, outcome);
		addOutcome(ofStep, outcome);
	}
	return { ladder, total, bySteps: new Map([...bySteps].sort(([a], [b]) => a - b)) };
}

/** Caches the model's bytes, because a trace repeats the same sizes. */
function createSizes(): (photo: SitePhoto, width: number, format: NeededImage["format"]) => number {
	const known = new Map<PhotoBytes, Map<number, number>>();
	return (photo, width, format) => {
		const ofPhoto = known.get(photo) ?? new Map<number, number>();
		known.set(photo, ofPhoto);
		const at = width * 2 + (format === "webp" ? 0 : 1);
		const bytes = ofPhoto.get(at) ?? Math.round(modelBytes(photo, width, format));
		ofPhoto.set(at, bytes);
		return bytes;
	};
}
