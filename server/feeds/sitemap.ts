import type { PhotoLink } from "@widthwise/worker/catalogue";
import { photoUrl } from "../photos/photo-json.ts";
import { element, xmlDocument } from "./element.ts";

/** The most addresses that a sitemap may name. */
export const SITEMAP_ADDRESSES = 50_000;

/**
 * The pages of the site with their images (sitemaps.org, schema 0.9, with the image extension).
 *
 * @param photos published ones, fewer than {@link SITEMAP_ADDRESSES}
 * @param origin where the site is, without a slash at the end
 *
 * @example
 * formatSitemap(photos, "https://photos.example", { imageUrl: "" });
 */
export function formatSitemap(
	photos: readonly PhotoLink[],
	origin: string,
	{ imageUrl }: { readonly imageUrl: string },
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
						element("image:loc", {}, new URL(photoUrl(photo, imageUrl), origin).href),
					]),
				]),
			),
		]),
	);
}
