import type { VNode } from "preact";
import { snapWidth } from "widthwise";
import { cutSize } from "widthwise/photo";
import type { ApproximatePosition } from "../photos/approximate-position.ts";
import { type ImageAddresses, photoUrl } from "../photos/photo-json.ts";
import { altText, photoName } from "../photos/photo-text.ts";
import type { VisitorsPhoto } from "../photos/shown-photo.ts";

/** Pixels: the image that other sites show in a link preview. */
const PREVIEW_WIDTH = 1280;

/**
 * Renders a photo's metadata for the page's head: Open Graph (ogp.me), for link previews, and
 * JSON-LD (schema.org/ImageObject), for search engines.
 *
 * @param origin the site's origin, without a trailing slash
 * @param siteName the name that the site shows to visitors
 * @param position the approximate position; `null` if visitors must not see it
 *
 * @example
 * page({ ..., head: <PhotoHead photo={photo} origin="https://photos.example" ... /> }, content);
 */
export function PhotoHead({
	photo,
	addresses,
	origin,
	siteName,
	position,
}: {
	readonly photo: VisitorsPhoto;
	readonly addresses: ImageAddresses;
	readonly origin: string;
	readonly siteName: string;
	readonly position: ApproximatePosition | null;
}): VNode {
	const link = `${origin}/photos/${photo.id}`;
	const master = new URL(photoUrl(photo, addresses.imageUrl), origin).href;
	const bucket = snapWidth(PREVIEW_WIDTH, addresses.buckets);
	const preview = cutSize(photo, Math.min(bucket, photo.width));
	const { caption } = photo;
	const properties = {
		"og:type": "website",
		"og:site_name": siteName,
		"og:title": photoName(photo),
		...(caption && { "og:description": caption }),
		"og:url": link,
		"og:image": `${master}?width=${bucket}&format=jpeg`,
		"og:image:type": "image/jpeg",
		"og:image:width": String(preview.width),
		"og:image:height": String(preview.height),
		"og:image:alt": altText(photo),
	};
	const jsonLd = JSON.stringify(imageObject(photo, { link, master, position }));
	return (
		<>
			<link rel="canonical" href={link} />
			{caption && <meta name="description" content={caption} />}
			<meta name="twitter:card" content="summary_large_image" />
			{Object.entries(properties).map(([property, content]) => (
				<meta key={property} property={property} content={content} />
			))}
			<script
				type="application/ld+json"
				// Data, to which the Content-Security-Policy does not apply. Text must not close the
				// element.
				dangerouslySetInnerHTML={{ __html: jsonLd.replaceAll("<", "\\u003c") }}
			/>
		</>
	);
}

function imageObject(
	photo: VisitorsPhoto,
	{
		link,
		master,
		position,
	}: {
		readonly link: string;
		readonly master: string;
		readonly position: ApproximatePosition | null;
	},
): object {
	const { artist, copyright, keywords } = photo.metadata;
	return {
		"@context": "https://schema.org",
		"@type": "ImageObject",
		url: link,
		contentUrl: master,
		encodingFormat: photo.masterType,
		width: photo.width,
		height: photo.height,
		name: photoName(photo),
		...(photo.caption && { caption: photo.caption }),
		...(photo.takenAt && { dateCreated: photo.takenAt }),
		...(photo.publishedAt && { datePublished: photo.publishedAt.toISOString() }),
		...(artist && { creator: { "@type": "Person", name: artist }, creditText: artist }),
		...(copyright && { copyrightNotice: copyright }),
		...(keywords?.length && { keywords }),
		...(position && {
			contentLocation: { "@type": "Place", geo: { "@type": "GeoCoordinates", ...position } },
		}),
	};
}
