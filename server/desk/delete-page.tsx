import type { Photo } from "@widthwise/worker/catalogue";
import type { VNode } from "preact";
import { photoName } from "../photos/photo-text.ts";
import { selectionField } from "./selected-photos.ts";

/**
 * Asks for confirmation before photos are deleted, for browsers without script.
 *
 * @example
 * page(frame, <DeletePage photos={photos} />);
 */
export function DeletePage({ photos }: { readonly photos: readonly Photo[] }): VNode {
	const target = photos.length === 1 ? "this photo" : `these ${photos.length} photos`;
	return (
		<main id="content" class="desk narrow-desk">
			<h1>Delete {target}?</h1>
			<ul>
				{photos.map((photo) => (
					<li key={photo.id} dir="auto">
						{photoName(photo)}
					</li>
				))}
			</ul>
			<p>This also deletes the originals and cannot be undone.</p>
			<form method="post" action="/desk/delete" class="line">
				{photos.map(({ id }) => (
					<input key={id} type="hidden" name={selectionField(id)} value="on" />
				))}
				<button type="submit" name="confirmed" value="yes" class="danger">
					Delete
				</button>
				<a href="/desk">Cancel</a>
			</form>
		</main>
	);
}
