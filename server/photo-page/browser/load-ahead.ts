import { savesData } from "../../frame/browser/preferences.ts";

/**
 * Loads the photo behind a link for who came from another page of this site, looking around: the way on
 * should be quick.
 *
 * @param link has the photo's `srcset` and `sizes` as data
 *
 * @example
 * addEventListener("load", () => loadAhead(link));
 */
export function loadAhead({ dataset: { sizes, srcset } }: HTMLElement): void {
	const isAround = document.referrer.startsWith(`${location.origin}/`);
	if (!isAround || !sizes || !srcset || savesData()) return;
	const ahead = new Image();
	ahead.fetchPriority = "low";
	ahead.sizes = sizes;
	ahead.srcset = srcset;
}
