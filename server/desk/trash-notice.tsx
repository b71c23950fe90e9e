import type { PhotoSearch } from "@widthwise/worker/catalogue";
import type { VNode } from "preact";
import { SearchFields } from "./selection-fields.tsx";
import { writeTrashed } from "./write-trashed.ts";

/** Photos that were moved to the trash at once. */
export type TrashedBatch = {
	/** Its name; see `Trash.moveToTrash`. */
	readonly name: string;
	/** Photos of it that are still in the trash. */
	readonly photos: number;
};

/**
 * Says on the desk what has just been moved to the trash, with a button to undo that. It needs no script;
 * with script, photos are deleted without loading a page, and the notice is shown then.
 *
 * @param props.batch what was moved; `null` if nothing was
 * @param props.days how long photos stay in the trash
 *
 * @example
 * <TrashNotice batch={{ name: "2f1c", photos: 3 }} search={search} days={30} />;
 */
export function TrashNotice({
	batch,
	search,
	days,
}: {
	readonly batch: TrashedBatch | null;
	readonly search: PhotoSearch;
	readonly days: number;
}): VNode {
	return (
		<form method="post" action="/desk/restore" class="notice" id="trashed" hidden={batch === null}>
			<SearchFields search={search} />
			<p role="status">
				<strong class="trashed-count">{batch ? writeTrashed(batch.photos) : ""}</strong> Visitors
				see nothing of {batch?.photos === 1 ? "it" : "them"} any more. What you uploaded, positions
				included, stays on this server for {days === 1 ? "a day" : `${days} days`}; then it is
				deleted for good. <a href="/desk/trash">Open the trash</a>
			</p>
			<button type="submit" name="batch" value={batch?.name ?? ""}>
				Undo
			</button>
		</form>
	);
}
