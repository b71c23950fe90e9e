import type { PhotoLink } from "@widthwise/worker/catalogue";
import { type ImageAddresses, photoUrl } from "../photos/photo-json.ts";
import { publicSlug } from "../photos/shown-photo.ts";
import { element, xmlDocument } from "./element.ts";

/** The maximum number of URLs in a sitemap (sitemaps.org). */
export const MAX_SITEMAP_URLS = 50_000;

/**
 * Formats a sitemap of all pages with their images (sitemaps.org, schema 0.9, image extension).
 *
 * @param photos published photos, fewer than {@link MAX_SITEMAP_URLS}
 * @param origin the site's origin, without a trailing slash
 *
 * @example
 * formatSitemap(photos, "https://photos.example", { imageUrl: "", publicWords });
 */
export function formatSitemap(
	photos: readonly PhotoLink[],
	origin: string,
	{ imageUrl, publicWords }: Pick<ImageAddresses, "imageUrl" | "publicWords">,
): string {
	const schemas = {
		xmlns: "http://www.sitemaps.org/schemas/sitemap/0.9",
		"xmlns:image": "http://www.google.com/schemas/sitemap-image/1.1",
	};
	return xmlDocument(
		element("urlset", schemas, [
			element("url", {}, [element("loc", {}, `${origin}/`)]),
			...photos.map((photo) =>
				element("url", {}, [
					element("loc", {}, `${origin}/photos/${photo.id}`),
					element("lastmod", {}, photo.updatedAt.toISOString()),
					element("image:image", {}, [
						element(
							"image:loc",
							{},
							new URL(
								photoUrl({ ...photo, slug: publicSlug(photo, publicWords) }, imageUrl),
								origin,
							).href,
						),
					]),
				]),
			),
		]),
	);
}
