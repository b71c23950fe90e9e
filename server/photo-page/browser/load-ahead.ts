import { savesData } from "../../frame/browser/preferences.ts";

/**
 * Preloads the photo behind a link, for visitors who came from another page of this site and so are
 * likely to go on, unless they prefer to save data.
 *
 * @param link with the photo's `srcset`, the one in AVIF if it has one, and `sizes` as data attributes
 *
 * @example
 * addEventListener("load", () => loadAhead(link));
 */
export function loadAhead({ dataset: { sizes, srcset, avifSrcset } }: HTMLElement): void {
	const isBrowsing = document.referrer.startsWith(`${location.origin}/`);
	if (!isBrowsing || !sizes || !srcset || savesData()) return;
	const picture = document.createElement("picture");
	const source = document.createElement("source");
	const image = new Image();
	picture.append(source, image);
	source.type = "image/avif";
	source.sizes = sizes;
	source.srcset = avifSrcset ?? "";
	image.fetchPriority = "low";
	image.sizes = sizes;
	image.srcset = srcset;
}
