import { originalKey } from "widthwise/url";
import type { PhotoLock } from "../database/photo-lock.ts";
import { createContinueDeletion, type DeletionParts } from "../deletion/continue-deletion.ts";
import { readTrashMark } from "../deletion/trash-mark.ts";

/** Makes catalogue and stores agree that a photo is in the trash. Safe to repeat. */
export type SettleTrash = (photoId: string) => Promise<void>;

/**
 * Creates the function that settles photos which are in the trash according to the catalogue or to the
 * media store. In doubt the photo is in the trash: the owner can restore it, but nobody can take back
 * what visitors saw. So a photo that an older backup of the catalogue brought back returns to the trash,
 * and the trash of a lost catalogue is made again from its marks.
 *
 * @example
 * const settleTrash = createSettleTrash({ catalogue, media, publicStore, lock, cdn, forget });
 * await settleTrash(photoId);
 */
export function createSettleTrash(
	options: DeletionParts & { readonly lock: PhotoLock },
): SettleTrash {
	const { catalogue, media, lock, cdn } = options;
	const continueDeletion = createContinueDeletion(options);
	const distributionId = cdn?.distributionId ?? null;

	/** Notes what is to be done. */
	async function begin(photoId: string): Promise<void> {
		const mark = await readTrashMark(media, photoId);
		const move = { distributionId, batch: null, trashedAt: mark?.trashedAt ?? new Date() };
		const trashed = await catalogue.findTrashed(photoId);
		if (await catalogue.find(photoId)) {
			if (mark) await catalogue.moveToTrash(photoId, move);
			else await catalogue.forgetTrashed(photoId);
		} else if (trashed) {
			await catalogue.noteDeletion(photoId, distributionId);
		} else if (mark && (await media.head(originalKey(photoId)))) {
			await catalogue.recordInTrash(mark.record, move);
		} else if (mark) {
			// Nothing is left to restore.
			await catalogue.beginDeletion(photoId, distributionId);
		}
	}

	return (photoId) =>
		lock(photoId, async () => {
			// A move, a deletion or a restoration that has not ended.
			if (!(await catalogue.findDeletion(photoId))) await begin(photoId);
			await continueDeletion(photoId);
		});
}
