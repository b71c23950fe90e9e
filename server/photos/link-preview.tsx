import type { VNode } from "preact";
import { snapWidth } from "widthwise";
import { cutSize } from "widthwise/photo";
import { type ImageAddresses, photoUrl } from "./photo-json.ts";
import { altText } from "./photo-text.ts";
import type { VisitorsPhoto } from "./shown-photo.ts";

/** Pixels: the image that other sites show in a link preview. */
const PREVIEW_WIDTH = 1280;

/** What other sites show of a page that is linked there. */
export type LinkPreviewProps = {
	/** The page's canonical URL. */
	readonly link: string;
	readonly siteName: string;
	readonly title: string;
	/** `null`: the page has none. */
	readonly description: string | null;
	/** The photo to show; `null`: none. */
	readonly photo: VisitorsPhoto | null;
	readonly addresses: ImageAddresses;
};

/**
 * Renders what search engines and link previews read of a page: its canonical URL, its description and
 * Open Graph (ogp.me).
 *
 * @example
 * <LinkPreview link="https://photos.example/" siteName="Photos" title="Photos" description={null} ... />
 */
export function LinkPreview(props: LinkPreviewProps): VNode {
	const { link, siteName, title, description, photo } = props;
	const properties = {
		"og:type": "website",
		"og:site_name": siteName,
		"og:title": title,
		...(description && { "og:description": description }),
		"og:url": link,
		...(photo && imageProperties(photo, props)),
	};
	return (
		<>
			<link rel="canonical" href={link} />
			{description && <meta name="description" content={description} />}
			<meta name="twitter:card" content={photo ? "summary_large_image" : "summary"} />
			{Object.entries(properties).map(([property, content]) => (
				<meta key={property} property={property} content={content} />
			))}
		</>
	);
}

function imageProperties(
	photo: VisitorsPhoto,
	{ addresses, link }: Pick<LinkPreviewProps, "addresses" | "link">,
): Readonly<Record<string, string>> {
	const bucket = snapWidth(PREVIEW_WIDTH, addresses.buckets);
	const { width, height } = cutSize(photo, Math.min(bucket, photo.width));
	const master = new URL(photoUrl(photo, addresses.imageUrl), link).href;
	return {
		"og:image": `${master}?width=${bucket}&format=jpeg`,
		"og:image:type": "image/jpeg",
		"og:image:width": String(width),
		"og:image:height": String(height),
		"og:image:alt": altText(photo),
	};
}
