import type { VNode } from "preact";
import type { ApproximatePosition } from "../photos/approximate-position.ts";
import type { Licence } from "../photos/licence.ts";
import { type ImageAddresses, photoJson } from "../photos/photo-json.ts";
import { photoName } from "../photos/photo-text.ts";
import { Picture } from "../photos/picture.tsx";
import { Placeholder } from "../photos/placeholder.tsx";
import type { VisitorsPhoto } from "../photos/shown-photo.ts";
import { CameraPanel } from "./camera-panel.tsx";
import { LicenceLinks } from "./licence-links.tsx";
import { stageSizes } from "./stage-size.ts";
import { LargestImageLink, Viewer } from "./viewer.tsx";

/** Pixels: for browsers without `srcset`. */
const FALLBACK_WIDTH = 1280;

/**
 * Renders one photo, large, with its title, caption, camera details and links to its neighbours.
 *
 * @param position the approximate position; `null` if visitors must not see it
 * @param link the page's URL, for sharing
 * @param licence of all photos on the site
 * @param isOwner whether to show the link to the edit page
 *
 * @example
 * page({ title, isOwner, site }, <PhotoPage photo={photo} newer={null} older={null} ... />);
 */
export function PhotoPage({
	photo,
	newer,
	older,
	position,
	addresses,
	link,
	licence,
	isOwner,
}: {
	readonly photo: VisitorsPhoto;
	/** `null` at the ends. */
	readonly newer: VisitorsPhoto | null;
	readonly older: VisitorsPhoto | null;
	readonly position: ApproximatePosition | null;
	readonly addresses: ImageAddresses;
	readonly link: string;
	readonly licence: Licence;
	readonly isOwner: boolean;
}): VNode {
	const { width, height, url } = photoJson(photo, addresses);
	return (
		<main class="single" id="content">
			<div class="stage">
				<div class="frame">
					<Placeholder photo={photo} />
					<Picture
						photo={photo}
						addresses={addresses}
						sizes={stageSizes(photo, addresses.capPhones)}
						fallbackWidth={FALLBACK_WIDTH}
						isFirst={true}
					/>
				</div>
				<Step photo={newer} rel="prev" addresses={addresses} />
				<Step photo={older} rel="next" addresses={addresses} />
				<LargestImageLink url={url} size={photo} buckets={addresses.buckets} />
			</div>
			<div class="text">
				<h1 dir="auto">{photoName(photo)}</h1>
				<CameraPanel photo={photo} position={position} />
				{photo.caption && (
					<p class="caption" dir="auto">
						{photo.caption}
					</p>
				)}
				<p class="actions">
					{isOwner && (
						<a class="button" href={`/desk/photos/${photo.id}`}>
							Edit
						</a>
					)}
					<a href={link} class="button share">
						Link to this photo
					</a>
					<a class="button" href={url} download={`${photo.slug}.${extension(photo.masterType)}`}>
						Download
					</a>
					<span class="quiet">
						{width} × {height}
					</span>
				</p>
				<LicenceLinks licence={licence} />
			</div>
			<Viewer name={photoName(photo)} />
		</main>
	);
}

/**
 * Renders the link to a neighbour; the next one has the image's URLs for the script that preloads
 * it.
 */
function Step({
	photo,
	rel,
	addresses,
}: {
	readonly photo: VisitorsPhoto | null;
	readonly rel: "prev" | "next";
	readonly addresses: ImageAddresses;
}): VNode | null {
	if (!photo) return null;
	const { srcset, avifSrcset } = photoJson(photo, addresses);
	const label = `${rel === "prev" ? "Newer" : "Older"}: ${photoName(photo)}`;
	return (
		<a
			class={`step ${rel}`}
			rel={rel}
			href={`/photos/${photo.id}`}
			{...(rel === "next" && {
				"data-srcset": srcset,
				"data-avif-srcset": avifSrcset,
				"data-sizes": stageSizes(photo, addresses.capPhones),
			})}
		>
			<svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
				<path d={rel === "prev" ? "M15 4l-8 8 8 8" : "M9 4l8 8-8 8"} />
			</svg>
			<span class="unseen">{label}</span>
		</a>
	);
}

function extension(mediaType: string | null): string {
	return mediaType === "image/jpeg" ? "jpg" : (mediaType?.split("/")[1] ?? "jpg");
}
