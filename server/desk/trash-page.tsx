import type { TrashedPhoto } from "@widthwise/worker/catalogue";
import type { VNode } from "preact";
import { DeskNav } from "../frame/desk-nav.tsx";
import { photoName, writeDate } from "../photos/photo-text.ts";
import { Placeholder } from "../photos/placeholder.tsx";
import { trashDeadline, writeTimeLeft } from "./trash-deadline.ts";
import { writeBytes } from "./write-bytes.ts";

/** What the page shows. */
export type TrashPageProps = {
	/** One page of the trash. */
	readonly trashed: readonly TrashedPhoto[];
	readonly totals: { readonly photos: number; readonly bytes: number };
	/** How long photos stay. */
	readonly days: number;
	/** Milliseconds since 1970. */
	readonly now: number;
	/** The pages before and after this one, if there are any. */
	readonly newer: string | null;
	readonly older: string | null;
};

/**
 * Renders the trash: what was deleted, how long it stays, and buttons to restore it or delete it for
 * good. It needs no script.
 *
 * @example
 * page(frame, <TrashPage {...props} />);
 */
export function TrashPage(props: TrashPageProps): VNode {
	const { trashed, totals, days, now, newer, older } = props;
	return (
		<main id="content" class="desk">
			<h1>Trash</h1>
			<DeskNav here="/desk/trash" />
			<p>{describe(totals, days)}</p>
			{totals.photos > 0 && <EmptyNow photos={totals.photos} />}
			<ul class="trash">
				{trashed.map((photo) => (
					<Trashed key={photo.record.id} photo={photo} days={days} now={now} />
				))}
			</ul>
			{(newer !== null || older !== null) && (
				<nav class="line" aria-label="Pages of the trash">
					{newer !== null && <a href={newer}>Deleted later</a>}
					{older !== null && <a href={older}>Deleted earlier</a>}
				</nav>
			)}
		</main>
	);
}

function describe({ photos, bytes }: TrashPageProps["totals"], days: number): string {
	if (photos === 0) {
		return days === 0
			? "The trash is empty, and stays so: TRASH_DAYS is 0, so photos are deleted for good at once."
			: `The trash is empty. Photos that you delete stay here for ${days === 1 ? "a day" : `${days} days`}.`;
	}
	const isOne = photos === 1;
	const these = isOne ? "This photo is" : `These ${photos} photos are`;
	const originals = isOne ? "Its original" : "Their originals";
	return `${these} not on the site, and no visitor sees anything of ${isOne ? "it" : "them"}. ${originals} (${writeBytes(bytes)}), ${isOne ? "position included, stays on this server until it is" : "positions included, stay on this server until they are"} deleted for good.`;
}

function EmptyNow({ photos }: { readonly photos: number }): VNode {
	return (
		<form method="post" action="/desk/trash">
			<details>
				<summary>Empty the trash now</summary>
				<p>This deletes all originals in the trash, and cannot be undone.</p>
				<button type="submit" name="delete" value="all" class="danger">
					Delete {photos === 1 ? "1 photo" : `${photos} photos`} for good
				</button>
			</details>
		</form>
	);
}

function Trashed({
	photo: { record, trashedAt },
	days,
	now,
}: {
	readonly photo: TrashedPhoto;
	readonly days: number;
	readonly now: number;
}): VNode {
	const { id, filename, originalBytes } = record;
	const name = photoName(record);
	return (
		<li>
			<div class="picture">
				<Placeholder photo={record} />
			</div>
			<div class="about">
				<h2 dir="auto">{name}</h2>
				<p class="quiet">
					<bdi>{filename}</bdi>, {writeBytes(originalBytes)}
				</p>
				<p>
					Deleted on {writeDate(trashedAt.toISOString())}; stays for{" "}
					{writeTimeLeft(trashDeadline({ trashedAt }, days), now)}
				</p>
				<div class="line">
					<form method="post" action="/desk/restore">
						<button type="submit" name="id" value={id} aria-label={`Restore ${name}`}>
							Restore
						</button>
					</form>
					<form method="post" action="/desk/trash">
						<details>
							<summary aria-label={`Delete now: ${name}`}>Delete now</summary>
							<p>This also deletes the original, and cannot be undone.</p>
							<button
								type="submit"
								name="delete"
								value={id}
								class="danger"
								aria-label={`Delete for good: ${name}`}
							>
								Delete for good
							</button>
						</details>
					</form>
				</div>
			</div>
		</li>
	);
}
