import type { Photo } from "@widthwise/worker/catalogue";
import type { VNode } from "preact";
import { snapWidth } from "widthwise";
import { type ImageAddresses, photoJson } from "../photos/photo-json.ts";
import { altText } from "../photos/photo-text.ts";
import { Placeholder } from "../photos/placeholder.tsx";
import { type Slots, sizesOf } from "./slots.ts";

/** Pixels: for browsers that know no `srcset`. */
const PLAIN_WIDTH = 640;

/**
 * The name by which a style block knows a photo's tile.
 *
 * @example
 * tileId(photo); // "p048aef15"
 */
export function tileId({ id }: Pick<Photo, "id">): string {
	return `p${id.slice(0, 8)}`;
}

/**
 * A photo in the archive; one that is not published yet, which only the owner sees, says where it is.
 *
 * @example
 * <Tile photo={photo} slots={slots} addresses={site} isFirst={false} />;
 */
export function Tile(props: {
	readonly photo: Photo;
	readonly slots: Slots;
	readonly addresses: ImageAddresses;
	/** Whether it is loaded before all others, not when it is scrolled to. */
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
				src={`${url}?width=${snapWidth(PLAIN_WIDTH, addresses.buckets)}`}
			/>
		</a>
	);
}

function PendingPhoto({ photo }: { readonly photo: Photo }): VNode {
	return (
		<>
			<span>{photo.filename}</span>
			<small>{photo.status === "failed" ? photo.errorMessage : "Being published ..."}</small>
		</>
	);
}
