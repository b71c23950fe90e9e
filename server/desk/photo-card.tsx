import type { Photo } from "@widthwise/worker/catalogue";
import type { VNode } from "preact";
import { snapWidth } from "widthwise";
import { type ImageAddresses, photoJson } from "../photos/photo-json.ts";
import { altText, photoName } from "../photos/photo-text.ts";
import { forOwner, forVisitors, type PublicWords } from "../photos/shown-photo.ts";
import { selectionField } from "./selected-photos.ts";
import { CaptionField, TitleField } from "./text-fields.tsx";

/** The id of the form to which the checkboxes of all cards belong. */
export const SELECTION_FORM = "selection";

const STATUS_LABELS = {
	received: "Received",
	processing: "Publishing…",
	published: "",
	failed: "Failed",
} as const;

/**
 * Renders a photo on the desk, with the name that visitors see and its file's name, a checkbox to
 * select it, and fields for its title and caption.
 *
 * @example
 * <PhotoCard photo={photo} addresses={site} />
 */
export function PhotoCard({
	photo,
	addresses,
}: {
	readonly photo: Photo;
	readonly addresses: ImageAddresses;
}): VNode {
	const { id, status } = photo;
	const name = photoName(photo);
	return (
		<li class="card" id={`photo-${id}`} data-photo={id} data-status={status}>
			<div class="picture">
				<Picture photo={photo} addresses={addresses} />
				<label class="select">
					<input class="box" type="checkbox" form={SELECTION_FORM} name={selectionField(id)} />
					<span class="unseen">Select {name}</span>
				</label>
				<span class="status">{STATUS_LABELS[status]}</span>
			</div>
			<Names photo={photo} words={addresses.publicWords} />
			<form method="post" action={`/desk/photos/${id}`} class="edit-text">
				<TitleField photo={photo} label={`Title of ${name}`} isLabelHidden placeholder="Title" />
				<CaptionField
					photo={photo}
					rows={2}
					label={`Caption of ${name}`}
					isLabelHidden
					placeholder="Caption"
				/>
				<div class="line">
					<a href={`/desk/photos/${id}`} aria-label={`Edit ${name}`}>
						Edit
					</a>
					<span class="save-status quiet" />
					<button type="submit" aria-label={`Save ${name}`}>
						Save
					</button>
				</div>
			</form>
		</li>
	);
}

/** Script shows a new title at once, if visitors see titles. */
function Names({ photo, words }: { readonly photo: Photo; readonly words: PublicWords }): VNode {
	const nameOf = (title: string | null) => photoName(forVisitors({ ...photo, title }, words));
	const untitled = nameOf(null);
	const showsTitle = nameOf("A title") !== untitled;
	return (
		<p class="card-names">
			<bdi
				class="shown-name"
				title="As visitors see it"
				data-untitled={showsTitle ? untitled : undefined}
			>
				{nameOf(photo.title)}
			</bdi>
			<bdi class="file-name">{photo.filename}</bdi>
		</p>
	);
}

function Picture({
	photo,
	addresses,
}: {
	readonly photo: Photo;
	readonly addresses: ImageAddresses;
}): VNode {
	if (photo.status !== "published")
		return (
			<span class="filename" dir="auto">
				{photo.filename}
			</span>
		);
	const { url, srcset, width, height } = photoJson(
		forOwner(photo, addresses.publicWords),
		addresses,
	);
	return (
		<a href={`/photos/${photo.id}`}>
			<img
				src={`${url}?width=${snapWidth(256, addresses.buckets)}`}
				srcset={srcset}
				sizes="260px"
				width={width}
				height={height}
				loading="lazy"
				alt={altText(photo)}
			/>
		</a>
	);
}
