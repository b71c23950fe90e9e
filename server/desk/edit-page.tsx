import type { Photo } from "@widthwise/worker/catalogue";
import type { VNode } from "preact";
import { snapWidth } from "widthwise";
import type { ApproximatePosition } from "../photos/approximate-position.ts";
import { type ImageAddresses, photoJson } from "../photos/photo-json.ts";
import { altText, photoName } from "../photos/photo-text.ts";
import { forOwner } from "../photos/shown-photo.ts";
import { formatTakenAt } from "../photos/taken-at.ts";
import { SELECTION_FORM } from "./photo-card.tsx";
import { selectionField } from "./selected-photos.ts";
import { CaptionField, TitleField } from "./text-fields.tsx";
import { WordsChoice } from "./words-choice.tsx";
import { writeBytes } from "./write-bytes.ts";

/**
 * Renders the page on which the owner edits or deletes one photo. It needs no script.
 *
 * @param props.position the approximate position that visitors may see; `null` if unknown
 * @param props.isSaved whether the form has just been saved
 *
 * @example
 * page(frame, <EditPage photo={photo} position={null} isSaved={false} addresses={site} />);
 */
export function EditPage({
	photo,
	position,
	isSaved,
	addresses,
}: {
	readonly photo: Photo;
	readonly position: ApproximatePosition | null;
	readonly isSaved: boolean;
	readonly addresses: ImageAddresses;
}): VNode {
	const { id, filename, originalBytes, status } = photo;
	const { url, width, height } = photoJson(forOwner(photo, addresses.publicWords), addresses);
	return (
		<main id="content" class="desk edit">
			<p>
				<a href={`/desk#photo-${id}`}>Back to the desk</a>
			</p>
			<h1 dir="auto">{photoName(photo)}</h1>
			{isSaved && (
				<p class="notice" role="status">
					Saved
				</p>
			)}
			{status === "published" && (
				<a href={`/photos/${id}`}>
					<img
						src={`${url}?width=${snapWidth(832, addresses.buckets)}`}
						width={width}
						height={height}
						alt={altText(photo)}
					/>
				</a>
			)}
			{photo.errorMessage && <p class="notice problem">{photo.errorMessage}</p>}
			<p class="quiet">
				<bdi>{filename}</bdi>, {writeBytes(originalBytes)}, {width} × {height} pixels.{" "}
				<a href={`/api/photos/${id}/original`}>Download the original</a>
			</p>
			<form method="post" action={`/desk/photos/${id}`} class="fields">
				<TitleField photo={photo} label="Title" />
				<CaptionField photo={photo} label="Caption" rows={5} />
				<label>
					<span>Taken, in the local time of the place; a day, a month or a year will do</span>
					<input
						name="takenAt"
						value={formatTakenAt(photo.takenAt)}
						placeholder="2018-07-25 16:34"
						maxLength={100}
					/>
				</label>
				{position && (
					<label class="tick">
						<input type="checkbox" name="showsPosition" checked={photo.showsPosition} />
						<span>
							Show visitors the approximate location: {position.latitude}, {position.longitude} (to
							about 10 km)
						</span>
						<input type="hidden" name="asksPosition" value="yes" />
					</label>
				)}
				<WordsChoice photo={photo} />
				<button type="submit" class="main">
					Save
				</button>
			</form>
			<form id={SELECTION_FORM} method="post" action="/desk/delete" class="fields">
				<button type="submit" class="danger" name={selectionField(id)} value="on">
					Delete this photo
				</button>
			</form>
		</main>
	);
}
