import { snapWidth } from "widthwise";
import { type ImageAddresses, photoUrl } from "../photos/photo-json.ts";
import { altText, photoName } from "../photos/photo-text.ts";
import type { VisitorsPhoto } from "../photos/shown-photo.ts";
import { element, type Markup, xmlDocument } from "./element.ts";

type FeedSite = Pick<ImageAddresses, "imageUrl" | "buckets">;

/** Pixels: wide enough for a feed reader's column on a high-density screen. */
const WIDTH = 1280;

/**
 * Formats the newest photos as an Atom feed (RFC 4287).
 *
 * @param photos published photos, newest first
 * @param origin the site's origin, without a trailing slash
 *
 * @example
 * formatAtom(photos, "https://photos.example", { siteName: "Photos", imageUrl: "", buckets });
 */
export function formatAtom(
	photos: readonly VisitorsPhoto[],
	origin: string,
	site: FeedSite & { readonly siteName: string },
): string {
	const self = `${origin}/feed.atom`;
	const updated = photos.map(({ updatedAt }) => updatedAt.getTime());
	return xmlDocument(
		element("feed", { xmlns: "http://www.w3.org/2005/Atom" }, [
			element("id", {}, self),
			element("title", {}, site.siteName),
			element("updated", {}, new Date(Math.max(0, ...updated)).toISOString()),
			element("link", { rel: "self", type: "application/atom+xml", href: self }),
			element("link", { rel: "alternate", type: "text/html", href: `${origin}/` }),
			element("author", {}, [element("name", {}, site.siteName)]),
			...photos.map((photo) => entry(photo, origin, site)),
		]),
	);
}

function entry(photo: VisitorsPhoto, origin: string, { imageUrl, buckets }: FeedSite): Markup {
	const link = `${origin}/photos/${photo.id}`;
	const image = new URL(photoUrl(photo, imageUrl), origin).href;
	const { artist } = photo.metadata;
	const picture = element("img", {
		src: `${image}?width=${snapWidth(WIDTH, buckets)}`,
		alt: altText(photo),
	});
	const caption = photo.caption ? [element("p", {}, photo.caption)] : [];
	return element("entry", {}, [
		// Ids are 128 bits in hexadecimal, like a UUID (RFC 9562), and stay the same if the site moves.
		element("id", {}, `urn:uuid:${photo.id.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-")}`),
		element("title", {}, photoName(photo)),
		element("published", {}, (photo.publishedAt ?? photo.createdAt).toISOString()),
		element("updated", {}, photo.updatedAt.toISOString()),
		element("link", { rel: "alternate", type: "text/html", href: link }),
		...(artist ? [element("author", {}, [element("name", {}, artist)])] : []),
		element("content", { type: "xhtml" }, [
			element("div", { xmlns: "http://www.w3.org/1999/xhtml" }, [
				element("p", {}, [element("a", { href: link }, [picture])]),
				...caption,
			]),
		]),
	]);
}
