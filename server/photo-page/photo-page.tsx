import type { Neighbours, Photo } from "@widthwise/worker/catalogue";
import type { VNode } from "preact";
import { snapWidth } from "widthwise";
import { type ImageAddresses, photoJson } from "../photos/photo-json.ts";
import { altText, photoName } from "../photos/photo-text.ts";
import { Placeholder } from "../photos/placeholder.tsx";
import type { RoughPosition } from "../photos/rough-position.ts";
import { CameraPanel } from "./camera-panel.tsx";
import { stageSizes } from "./stage-size.ts";

/** Pixels: for browsers that know no `srcset`. */
const PLAIN_WIDTH = 1280;

/**
 * One photo, large, with its words, what its camera wrote down, and the ways on.
 *
 * @param position roughly where it was taken, if visitors may know
 * @param link the page's address, to be shared
 * @param isOwner whether who looks at it may edit it
 *
 * @example
 * page({ title, isOwner, site }, <PhotoPage photo={photo} neighbours={neighbours} ... />);
 */
export function PhotoPage({
	photo,
	neighbours,
	position,
	addresses,
	link,
	isOwner,
}: {
	readonly photo: Photo;
	readonly neighbours: Neighbours;
	readonly position: RoughPosition | null;
	readonly addresses: ImageAddresses;
	readonly link: string;
	readonly isOwner: boolean;
}): VNode {
	const { width, height, url } = photoJson(photo, addresses);
	return (
		<main class="single" id="content">
			<div class="stage">
				<Picture photo={photo} addresses={addresses} />
				<Step photo={neighbours.newer} rel="prev" addresses={addresses} />
				<Step photo={neighbours.older} rel="next" addresses={addresses} />
			</div>
			<div class="words">
				<div class="heading">
					<h1>{photoName(photo)}</h1>
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
				</div>
				{photo.caption && <p class="caption">{photo.caption}</p>}
				<CameraPanel photo={photo} position={position} />
			</div>
		</main>
	);
}

function Picture({
	photo,
	addresses,
}: {
	readonly photo: Photo;
	readonly addresses: ImageAddresses;
}): VNode {
	const { width, height, url, srcset } = photoJson(photo, addresses);
	return (
		<div class="frame">
			<Placeholder photo={photo} />
			<img
				class="photo"
				alt={altText(photo)}
				width={width}
				height={height}
				fetchpriority="high"
				sizes={stageSizes(photo)}
				srcset={srcset}
				src={`${url}?width=${snapWidth(PLAIN_WIDTH, addresses.buckets)}`}
			/>
		</div>
	);
}

/** The way to a neighbour; the next one's addresses are there for the script that loads it ahead. */
function Step({
	photo,
	rel,
	addresses,
}: {
	readonly photo: Photo | null;
	readonly rel: "prev" | "next";
	readonly addresses: ImageAddresses;
}): VNode | null {
	if (!photo) return null;
	const label = `${rel === "prev" ? "Newer" : "Older"}: ${photoName(photo)}`;
	return (
		<a
			class={`step ${rel}`}
			rel={rel}
			href={`/photos/${photo.id}`}
			{...(rel === "next" && {
				"data-srcset": photoJson(photo, addresses).srcset,
				"data-sizes": stageSizes(photo),
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
