import type { Photo } from "@widthwise/worker/catalogue";
import type { VNode } from "preact";
import type { ImageAddresses } from "../photos/photo-json.ts";
import { Picture } from "../photos/picture.tsx";
import { Placeholder } from "../photos/placeholder.tsx";
import { forVisitors } from "../photos/shown-photo.ts";
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

function PublishedPhoto({
	photo: record,
	slots,
	addresses,
	isFirst,
}: Parameters<typeof Tile>[0]): VNode {
	const photo = forVisitors(record, addresses.publicWords);
	return (
		<a href={`/photos/${photo.id}`}>
			<Placeholder photo={photo} />
			<Picture
				photo={photo}
				addresses={addresses}
				sizes={sizesOf(slots, addresses.capPhones)}
				fallbackWidth={FALLBACK_WIDTH}
				isFirst={isFirst}
			/>
		</a>
	);
}

function PendingPhoto({ photo }: { readonly photo: Photo }): VNode {
	return (
		<>
			<span dir="auto">{photo.filename}</span>
			<small>{photo.status === "failed" ? photo.errorMessage : "Publishing…"}</small>
		</>
	);
}
