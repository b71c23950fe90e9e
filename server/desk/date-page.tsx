import type { Photo } from "@widthwise/worker/catalogue";
import type { VNode } from "preact";
import { photoName } from "../photos/photo-text.ts";
import { formatTakenAt, shiftTakenAt } from "../photos/taken-at.ts";
import { selectionField } from "./selected-photos.ts";

/**
 * Renders the page on which the owner sets the date of several photos, or moves it by hours. It needs no
 * script.
 *
 * @param props.isChanged whether the dates have just been changed
 *
 * @example
 * page(frame, <DatePage photos={photos} isChanged={false} />);
 */
export function DatePage({
	photos,
	isChanged,
}: {
	readonly photos: readonly Photo[];
	readonly isChanged: boolean;
}): VNode {
	const target = photos.length === 1 ? "this photo" : `these ${photos.length} photos`;
	const fixed = photos.filter(({ takenAt }) => shiftTakenAt(takenAt, 0) === null).length;
	return (
		<main id="content" class="desk narrow-desk">
			<p>
				<a href="/desk">Back to the desk</a>
			</p>
			<h1>Dates of {target}</h1>
			{isChanged && (
				<p class="notice" role="status">
					Saved
				</p>
			)}
			<ul>
				{photos.map((photo) => (
					<li key={photo.id}>
						<a href={`/desk/photos/${photo.id}`} dir="auto">
							{photoName(photo)}
						</a>
						: {formatTakenAt(photo.takenAt) || "no date"}
					</li>
				))}
			</ul>
			<form method="post" action="/desk/dates" class="fields">
				<Selected photos={photos} />
				<label>
					<span>Move by hours, as if the camera's clock had been set right: 1, -2 or 5.5</span>
					<input name="hours" required inputMode="text" maxLength={20} />
				</label>
				{fixed > 0 && (
					<p class="quiet">
						{fixed === 1 ? "One photo has" : `${fixed} photos have`} no time of day and will stay as
						{fixed === 1 ? " it is." : " they are."}
					</p>
				)}
				<button type="submit" name="change" value="shift" class="main">
					Move
				</button>
			</form>
			<form method="post" action="/desk/dates" class="fields">
				<Selected photos={photos} />
				<label>
					<span>Or set all to one date, in local time; a day, a month or a year will do</span>
					<input name="takenAt" placeholder="2018-07-25 16:34" maxLength={100} />
				</label>
				<button type="submit" name="change" value="set">
					Set
				</button>
			</form>
		</main>
	);
}

function Selected({ photos }: { readonly photos: readonly Photo[] }): VNode {
	return (
		<>
			{photos.map(({ id }) => (
				<input key={id} type="hidden" name={selectionField(id)} value="on" />
			))}
		</>
	);
}
