/**
 * Image URLs and sizes for `next/image`.
 *
 * @module
 */

import type { UrlGrammar } from "../url/url-grammar.ts";
import { DEFAULT_BUCKETS, MAX_WIDTH, type WidthBuckets } from "../url/width.ts";

/** A `loader` of `next/image`. */
export type NextLoader = (image: {
	/** An image's id. */
	readonly src: string;
	/** Device pixels, one of the sizes in next.config.ts. */
	readonly width: number;
	/** Not used: the server's quality applies. */
	readonly quality?: number | undefined;
}) => string;

/**
 * Makes the loader for `next/image`. `src` is an image's id; the quality is the server's. If `widthwise`
 * is one of the `serverExternalPackages`, pass the loader to `Image` in a client component instead of
 * naming a file: Next finds no function there.
 *
 * @example
 * // image-loader.ts, the `images.loaderFile` of next.config.ts
 * const loader = nextLoader(urlGrammar({ prefix: "/images/" }));
 * loader({ src: "blue-hour", width: 480 }); // "/images/blue-hour?width=480"
 */
export function nextLoader(urls: Pick<UrlGrammar, "format">): NextLoader {
	return ({ src, width }) => {
		// Next passes widths above those that exist if it is told to.
		const pixels = Math.min(Math.max(1, Math.round(width)), MAX_WIDTH);
		return urls.format({ photoId: src, width: pixels, dpr: 1, format: null });
	};
}

/** Pixels: Next takes smaller widths for images that do not fill the page. */
const SMALLEST_DEVICE = 640;

/**
 * Computes the widths of `images` in next.config.ts, so that every width that Next asks for is a bucket.
 *
 * @param buckets pixels, ascending
 *
 * @example
 * nextSizes([256, 416, 640, 1280]); // { deviceSizes: [640, 1280], imageSizes: [256, 416] }
 */
export function nextSizes(buckets: WidthBuckets = DEFAULT_BUCKETS): {
	/** Device pixels. */
	readonly deviceSizes: number[];
	/** Device pixels. */
	readonly imageSizes: number[];
} {
	const deviceSizes = buckets.filter((width) => width >= SMALLEST_DEVICE);
	// Next needs one of these at least.
	if (deviceSizes.length === 0) return { deviceSizes: [...buckets], imageSizes: [] };
	return { deviceSizes, imageSizes: buckets.filter((width) => width < SMALLEST_DEVICE) };
}
