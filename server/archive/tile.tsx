import type { Photo } from "@widthwise/worker/catalogue";
import type { VNode } from "preact";
import { snapWidth } from "widthwise";
import { type ImageAddresses, photoJson } from "../photos/photo-json.ts";
import { altText } from "../photos/photo-text.ts";
import { Placeholder } from "../photos/placeholder.tsx";
import { type Slots, sizesOf } from "./slots.ts";

/** Pixels: for browsers without `srcset`. */
const FALLBACK_WIDTH = 640;

/**
 * The element id of a photo's tile, to which its style rule applies.
 *
 * @example
 * tileId(photo); // "p048aef15"
 */
export function tileId({ id }: Pick<Photo, "id">): string {
	return `p${id.slice(0, 8)}`;
}

/**
 * Renders a photo in the archive. The owner also sees photos that are not published, with their
 * status.
 *
 * @example
 * <Tile photo={photo} slots={slots} addresses={site} isFirst={false} />;
 */
export function Tile(props: {
	readonly photo: Photo;
	readonly slots: Slots;
	readonly addresses: ImageAddresses;
	/** Whether it loads at once with high priority, instead of when it is scrolled to. */
	readonly isFirst: boolean;
}): VNode {
	const { photo } = props;
	const { status } = photo;
	const isPublished = status === "published";
	const state = isPublished ? "" : status === "failed" ? " pending failed" : " pending";
	return (
		<li id={tileId(photo)} class={`tile${state}`} data-photo={photo.id} data-status={status}>
			{isPublished ? <PublishedPhoto {...props} /> : <PendingPhoto photo={photo} />}
		</li>
	);
}

function PublishedPhoto({ photo, slots, addresses, isFirst }: Parameters<typeof Tile>[0]): VNode {
	const { width, height, url, srcset } = photoJson(photo, addresses);
	return (
		<a href={`/photos/${photo.id}`}>
			<Placeholder photo={photo} />
			<img
				class="photo"
				alt={altText(photo)}
				width={width}
				height={height}
				{...(isFirst ? { fetchpriority: "high" } : { loading: "lazy" })}
				sizes={sizesOf(slots)}
				srcset={srcset}
				src={`${url}?width=${snapWidth(FALLBACK_WIDTH, addresses.buckets)}`}
			/>
		</a>
	);
}

function PendingPhoto({ photo }: { readonly photo: Photo }): VNode {
	return (
		<>
			<span>{photo.filename}</span>
			<small>{photo.status === "failed" ? photo.errorMessage : "Publishing…"}</small>
		</>
	);
}
