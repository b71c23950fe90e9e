import type { PhotoLock } from "../database/photo-lock.ts";
import { tryAll } from "../outages/try-all.ts";
import { createContinueDeletion, type DeletionParts, unfinished } from "./continue-deletion.ts";
import type { Deletion } from "./deletion.ts";

/** Where deleted photos stay for a time, so that they can be restored. */
export type Trash = {
	/** How many days photos stay; 0: there is no trash. */
	readonly days: number;
	/**
	 * Moves a photo to the trash: everything public is deleted, its record and its original are kept.
	 * Deletes it for good if there is no trash. `false` if there is no such photo. Safe to repeat.
	 *
	 * @param batch a name for what is moved at once, to be restored at once
	 *
	 * @throws {WidthwiseError} `unavailable` if no page shows the photo any more, but other public parts
	 * are left: the sweep deletes them later
	 */
	moveToTrash(photoId: string, batch?: string): Promise<boolean>;
	/** Deletes a photo for good if it is in the trash; `false` if it is not, perhaps not any more. */
	deleteTrashed(photoId: string): Promise<boolean>;
	/** Deletes everything for good that is in the trash now. */
	empty(): Promise<void>;
	/** Deletes for good what has been in the trash for `days`, until the signal aborts. */
	emptyExpired(signal: AbortSignal): Promise<void>;
};

const DAY_MS = 24 * 3600_000;

/**
 * Creates the trash. The record moves in one transaction, with a note of what is still to be deleted in
 * the stores, so that the sweep continues after a crash. Each call holds the photo's lock.
 *
 * @param options.days how many days photos stay; 0: there is no trash
 * @param options.now milliseconds since 1970
 *
 * @example
 * const trash = createTrash({ catalogue, media, publicStore, lock, cdn, forget, deletion, days: 30 });
 * await trash.moveToTrash(photoId); // true
 */
export function createTrash(
	options: DeletionParts & {
		readonly lock: PhotoLock;
		readonly deletion: Pick<Deletion, "deletePhoto">;
		readonly days: number;
		readonly now?: () => number;
	},
): Trash {
	const { catalogue, lock, cdn, deletion, days, now = Date.now } = options;
	const distributionId = cdn?.distributionId ?? null;
	const continueDeletion = createContinueDeletion(options);

	/** Only what is still in the trash: it may have been restored since it was listed. */
	async function deleteTrashed(photoId: string, before?: Date): Promise<boolean> {
		return lock(photoId, async () => {
			const trashed = await catalogue.findTrashed(photoId);
			if (!trashed || (before && trashed.trashedAt >= before)) return false;
			await catalogue.beginDeletion(photoId, distributionId);
			await continueDeletion(photoId).catch((cause: unknown) => {
				throw unfinished("deleted", cause);
			});
			return true;
		});
	}

	return {
		days,
		async moveToTrash(photoId, batch) {
			if (days === 0) return deletion.deletePhoto(photoId);
			return lock(photoId, async () => {
				const move = { distributionId, batch: batch ?? null, trashedAt: new Date(now()) };
				const isMoved = await catalogue.moveToTrash(photoId, move);
				// Moved earlier, and a part is left.
				const isKnown = isMoved || (await catalogue.findDeletion(photoId)) !== null;
				await continueDeletion(photoId).catch((cause: unknown) => {
					throw unfinished("in the trash", cause);
				});
				return isKnown;
			});
		},
		deleteTrashed: (photoId) => deleteTrashed(photoId),
		async empty() {
			const ids = await catalogue.trashedIds();
			await tryAll(ids.map((photoId) => () => deleteTrashed(photoId)));
		},
		async emptyExpired(signal) {
			const before = new Date(now() - days * DAY_MS);
			const ids = await catalogue.trashedBefore(before);
			await tryAll(
				ids.map((photoId) => async () => {
					if (!signal.aborted) await deleteTrashed(photoId, before);
				}),
			);
		},
	};
}
