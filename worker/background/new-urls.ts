import { singleFlight } from "widthwise/internal";
import type { Renewals } from "../catalogue/renewals.ts";
import type { Cdn } from "../deletion/cdn.ts";

/** Gives renewed photos their new URLs, if caches hold no older bytes; see {@link createNewUrls}. */
export type NewUrls = () => Promise<void>;

/** Photos that get their new URLs by one statement. */
const MAX_PHOTOS = 10_000;

/**
 * How long the CDN may hold older bytes of a photo while others are still renewed: each invalidation
 * empties its caches, and those of single photos would be many and cost money.
 */
const INVALIDATE_MS = 15 * 60_000;

/**
 * Creates the function that gives renewed photos their new URLs. With a CDN, it invalidates all images
 * first: when no photo is left to be renewed, or every quarter of an hour. A browser or a proxy that
 * requests a new URL then cannot get older bytes, which it would keep for a year.
 *
 * @param options.now milliseconds on a clock that never goes back
 *
 * @example
 * const newUrls = createNewUrls({ renewals, cdn });
 * await newUrls();
 */
export function createNewUrls(options: {
	readonly renewals: Pick<Renewals, "outdated" | "withOldUrls" | "useNewUrls">;
	readonly cdn: Pick<Cdn, "invalidateAll"> | null;
	readonly now?: () => number;
}): NewUrls {
	const { renewals, cdn, now = () => performance.now() } = options;
	let lastInvalidated = now();
	return singleFlight(async () => {
		const ids = await renewals.withOldUrls(MAX_PHOTOS);
		if (ids.length === 0) return;
		if (cdn) {
			const areMoreComing = (await renewals.outdated(1)).length > 0;
			if (areMoreComing && now() - lastInvalidated < INVALIDATE_MS) return;
			await cdn.invalidateAll();
			lastInvalidated = now();
		}
		await renewals.useNewUrls(ids);
	});
}
