/**
 * An image service for Astro.
 *
 * @module
 */

import type { UrlGrammar } from "../url/url-grammar.ts";
import { DEFAULT_BUCKETS, MAX_WIDTH, type WidthBuckets } from "../url/width.ts";

/** What Astro's `<Image>` asks for, as far as it is used here. */
export type AstroImage = {
	/** An image's id; a photo that is imported has an object instead, which Astro's own service serves. */
	readonly src: unknown;
	/** CSS pixels. */
	readonly width?: number | undefined;
	/** CSS pixels. Only for the tag: the photo's ratio is kept. */
	readonly height?: number | undefined;
	readonly [attribute: string]: unknown;
};

/** One candidate of a `srcset`, in Astro's shape. */
export type AstroCandidate = {
	readonly transform: AstroImage;
	readonly descriptor: string;
	readonly attributes: Readonly<Record<string, unknown>>;
};

/** An external image service of Astro. */
export type AstroImageService = {
	/** The image's URL; of the master if it has no width. */
	getURL(image: AstroImage): string;
	/** One candidate for each bucket. */
	getSrcSet(image: AstroImage): AstroCandidate[];
	/** The attributes of the `img`; lazy, unless the image says otherwise. */
	getHTMLAttributes(image: AstroImage): Record<string, unknown>;
};

/**
 * Makes an image service for Astro: the default export of the file that `image.service.entrypoint` in
 * astro.config.mjs names.
 *
 * @example
 * const service = astroImageService({ urls: urlGrammar({ prefix: "/images/" }) });
 * service.getURL({ src: "blue-hour", width: 400 }); // "/images/blue-hour?width=400"
 */
export function astroImageService(options: {
	readonly urls: Pick<UrlGrammar, "format">;
	readonly buckets?: WidthBuckets | undefined;
}): AstroImageService {
	const { urls, buckets = DEFAULT_BUCKETS } = options;
	return {
		getURL({ src, width }) {
			const pixels =
				width === undefined ? null : Math.min(Math.max(1, Math.round(width)), MAX_WIDTH);
			return urls.format({ photoId: String(src), width: pixels, dpr: 1, format: null });
		},
		getSrcSet: (image) =>
			buckets.map((width) => ({
				transform: { ...image, width, height: undefined },
				descriptor: `${width}w`,
				attributes: {},
			})),
		getHTMLAttributes: ({ src: _, format: __, quality: ___, ...attributes }) => ({
			loading: "lazy",
			decoding: "async",
			...attributes,
		}),
	};
}
