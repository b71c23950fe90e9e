import type { VNode } from "preact";
import type { ApproximatePosition } from "../photos/approximate-position.ts";
import type { Licence } from "../photos/licence.ts";
import { LinkPreview } from "../photos/link-preview.tsx";
import { type ImageAddresses, photoUrl } from "../photos/photo-json.ts";
import { photoName } from "../photos/photo-text.ts";
import type { VisitorsPhoto } from "../photos/shown-photo.ts";

/** What the page's head says of a photo. */
export type PhotoHeadProps = {
	readonly photo: VisitorsPhoto;
	readonly addresses: ImageAddresses;
	/** The page's URL. */
	readonly link: string;
	/** The name that the site shows to visitors. */
	readonly siteName: string;
	/** Under which visitors may use the photo, and where they get another one. */
	readonly licence: Licence;
	/** The approximate position; `null` if visitors must not see it. */
	readonly position: ApproximatePosition | null;
};

/**
 * Renders a photo's metadata for the page's head: Open Graph (ogp.me), for link previews, and
 * JSON-LD (schema.org/ImageObject), for search engines.
 *
 * @example
 * page({ ..., head: <PhotoHead photo={photo} link="https://photos.example/photos/…" ... /> }, content);
 */
export function PhotoHead(props: PhotoHeadProps): VNode {
	const { photo, addresses, link, siteName } = props;
	const preview = { link, siteName, photo, addresses };
	const jsonLd = JSON.stringify(imageObject(props));
	return (
		<>
			<LinkPreview {...preview} title={photoName(photo)} description={photo.caption} />
			<script
				type="application/ld+json"
				// Data, to which the Content-Security-Policy does not apply. Text must not close the
				// element.
				dangerouslySetInnerHTML={{ __html: jsonLd.replaceAll("<", "\\u003c") }}
			/>
		</>
	);
}

function imageObject({
	photo,
	addresses,
	link,
	siteName,
	licence: { licenseUrl, acquireLicenseUrl },
	position,
}: PhotoHeadProps): object {
	const { artist, copyright, keywords } = photo.metadata;
	// A licence may ask for a name to credit.
	const credit = artist ?? (licenseUrl === undefined ? null : siteName);
	return {
		"@context": "https://schema.org",
		"@type": "ImageObject",
		url: link,
		contentUrl: new URL(photoUrl(photo, addresses.imageUrl), link).href,
		encodingFormat: photo.masterType,
		width: photo.width,
		height: photo.height,
		name: photoName(photo),
		...(photo.caption && { caption: photo.caption }),
		...(photo.takenAt && { dateCreated: photo.takenAt }),
		...(photo.publishedAt && { datePublished: photo.publishedAt.toISOString() }),
		...(artist && { creator: { "@type": "Person", name: artist } }),
		...(credit && { creditText: credit }),
		...(copyright && { copyrightNotice: copyright }),
		...(licenseUrl && { license: licenseUrl }),
		...(acquireLicenseUrl && { acquireLicensePage: acquireLicenseUrl }),
		...(keywords?.length && { keywords }),
		...(position && {
			contentLocation: { "@type": "Place", geo: { "@type": "GeoCoordinates", ...position } },
		}),
	};
}
