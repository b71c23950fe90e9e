import type {
	BackgroundProgress,
	Photo,
	PhotoSearch,
	PhotoStatus,
} from "@widthwise/worker/catalogue";
import type { VNode } from "preact";
import { DeskNav } from "../frame/desk-nav.tsx";
import type { ImageAddresses } from "../photos/photo-json.ts";
import { Background } from "./background-progress.tsx";
import { Failures } from "./failures.tsx";
import { PhotoCard } from "./photo-card.tsx";
import { SearchForm } from "./search-form.tsx";
import { formatSearch, isSearching } from "./search-query.ts";
import { SelectionBar } from "./selection-bar.tsx";
import type { StorageUsed } from "./storage.ts";
import { Totals } from "./totals.tsx";
import { writeTrashPolicy } from "./trash-deadline.ts";
import { type TrashedBatch, TrashNotice } from "./trash-notice.tsx";

/** What the desk shows. */
export type DeskPageProps = {
	readonly photos: readonly Photo[];
	readonly cursor: string | null;
	readonly search: PhotoSearch;
	/** Photos that the search finds; `null` if it finds all. */
	readonly found: number | null;
	readonly failed: readonly Photo[];
	readonly counts: Readonly<Record<PhotoStatus, number>>;
	readonly progress: BackgroundProgress;
	readonly storage: StorageUsed;
	readonly addresses: ImageAddresses;
	readonly hasPassword: boolean;
	/** What has just been moved to the trash. */
	readonly trashed: TrashedBatch | null;
	/** How long photos stay in the trash; 0: there is none. */
	readonly trashDays: number;
};

/**
 * Renders the owner's desk: totals, failed photos, and all photos to edit, select and delete.
 *
 * @example
 * page(frame, <DeskPage {...props} />);
 */
export function DeskPage(props: DeskPageProps): VNode {
	const {
		photos,
		cursor,
		search,
		found,
		failed,
		counts,
		progress,
		storage,
		addresses,
		hasPassword,
		trashed,
		trashDays,
	} = props;
	const total = found ?? Object.values(counts).reduce((sum, count) => sum + count, 0);
	return (
		<main id="content" class="desk wide-desk">
			<h1>Desk</h1>
			<DeskNav here="/desk" />
			<Totals counts={counts} storage={storage} />
			{total > 0 && (
				<p>
					<a href="/api/originals.zip">Download all originals</a>
				</p>
			)}
			<Background progress={progress} />
			{!hasPassword && (
				<p class="notice">
					You have not set a password yet. <a href="/desk/sign-ins">Set one</a> to sign in without
					the server's sign-in link.
				</p>
			)}
			{trashDays > 0 && <TrashNotice batch={trashed} search={search} days={trashDays} />}
			{failed.length > 0 && !isSearching(search) && <Failures failed={failed} from="/desk" />}
			<section aria-label="Photos">
				<SearchForm search={search} found={total} />
				{photos.length > 0 && <SelectionBar search={search} shown={photos.length} found={total} />}
				{photos.length === 0 && !isSearching(search) && (
					<p>
						No photos yet. <a href="/upload">Upload some</a>.
					</p>
				)}
				<ul class="cards">
					{photos.map((photo) => (
						<PhotoCard key={photo.id} photo={photo} addresses={addresses} />
					))}
				</ul>
				{cursor && (
					<p>
						<a class="more-photos" href={formatSearch(search, cursor)}>
							Older photos
						</a>
					</p>
				)}
			</section>
			<p class="unseen" role="status" id="announcement" />
			<dialog id="confirm" aria-labelledby="confirm-question">
				<p id="confirm-question" />
				<p>{writeTrashPolicy(trashDays)}</p>
				<form method="dialog">
					<button type="submit" value="cancel">
						Cancel
					</button>
					<button type="submit" value="delete" class="danger">
						Delete
					</button>
				</form>
			</dialog>
		</main>
	);
}
