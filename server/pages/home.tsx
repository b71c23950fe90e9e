import type { Photo } from "@widthwise/worker/catalogue/photo.ts";
import type { VNode } from "preact";
import { snapWidth } from "widthwise";
import { type ImageAddresses, photoJson } from "../photo-json.ts";

/** Pixels: the height of the archive's rows, as in the style sheet. */
const ROW_HEIGHT = 260;

/** How many photos come with the first request; the others load when they are scrolled to. */
const EAGER = 6;

/**
 * The archive: photos in rows, newest first.
 *
 * @example
 * page({ title: "Photos", isOwner }, <HomePage photos={photos} cursor={null} addresses={config} />);
 */
export function HomePage({
	photos,
	cursor,
	addresses,
}: {
	readonly photos: readonly Photo[];
	readonly cursor: string | null;
	readonly addresses: ImageAddresses;
}): VNode {
	if (photos.length === 0) return <main class="narrow">There are no photos yet.</main>;
	return (
		<main>
			<ul class="archive">
				{photos.map((photo, i) =>
					photo.status === "published" ? (
						<Tile key={photo.id} photo={photo} addresses={addresses} isEager={i < EAGER} />
					) : (
						<PendingTile key={photo.id} photo={photo} />
					),
				)}
				<li class="rest" aria-hidden="true" />
			</ul>
			{cursor && (
				<a class="more" href={`/?cursor=${cursor}`}>
					More
				</a>
			)}
		</main>
	);
}

function Tile({
	photo,
	addresses,
	isEager,
}: {
	readonly photo: Photo;
	readonly addresses: ImageAddresses;
	readonly isEager: boolean;
}): VNode {
	const { width, height, url, srcset, placeholder } = photoJson(photo, addresses);
	const tileWidth = Math.ceil((ROW_HEIGHT * width) / height);
	return (
		<li data-photo={photo.id} data-status={photo.status}>
			<a href={`/photos/${photo.id}`}>
				{placeholder && (
					<img class="placeholder" src={placeholder} width={width} height={height} alt="" />
				)}
				<img
					class="photo"
					src={`${url}?width=${snapWidth(640, addresses.buckets)}`}
					srcset={srcset}
					sizes={`(max-width: 600px) 100vw, ${tileWidth}px`}
					width={width}
					height={height}
					loading={isEager ? "eager" : "lazy"}
					alt={altText(photo)}
				/>
			</a>
		</li>
	);
}

function PendingTile({ photo }: { readonly photo: Photo }): VNode {
	const hasFailed = photo.status === "failed";
	return (
		<li
			class={hasFailed ? "pending failed" : "pending"}
			data-photo={photo.id}
			data-status={photo.status}
		>
			<span>{photo.filename}</span>
			<small>{hasFailed ? photo.errorMessage : "Being published ..."}</small>
		</li>
	);
}

/**
 * What a photo shows, for who cannot see it: its caption, its title, else its file's name.
 *
 * @example
 * altText(photo); // "Blue hour in Cologne"
 */
export function altText({ caption, title, filename }: Photo): string {
	return caption ?? title ?? filename.replace(/\.[^.]+$/, "").replaceAll(/[-_]+/g, " ");
}
