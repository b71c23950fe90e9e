import type { PhotoLock } from "../database/photo-lock.ts";
import { tryAll } from "../outages/try-all.ts";
import { createContinueDeletion, type DeletionParts, unfinished } from "./continue-deletion.ts";

/** Deletes photos completely, even if a step fails. */
export type Deletion = {
	/**
	 * Deletes a photo and everything that is stored of it for good, also out of the trash; `false` if
	 * there is no such photo. Safe to repeat.
	 *
	 * @throws {WidthwiseError} `unavailable` if the record is deleted but other parts are left: `finish`
	 * deletes them later
	 */
	deletePhoto(photoId: string): Promise<boolean>;
	/**
	 * Continues every unfinished deletion and move to the trash, until the signal aborts. If one photo
	 * fails, it goes on with the others; then it rejects with the first failure.
	 */
	finish(signal: AbortSignal): Promise<void>;
};

/**
 * Creates the deletion of photos: record, master, mezzanines, variants, the CDN's copies, original,
 * verdict. One transaction replaces the record with a note that the rest is to be deleted. From then on
 * no page shows the photo, and `finish` continues after a failure or a crash. A deletion holds the
 * photo's lock, so it waits while the photo is being received or published.
 *
 * @example
 * const { deletePhoto } = createDeletion({ catalogue, media, publicStore, lock, cdn, forget });
 * await deletePhoto(photoId); // true
 */
export function createDeletion(options: DeletionParts & { readonly lock: PhotoLock }): Deletion {
	const { catalogue, lock, cdn } = options;
	const distributionId = cdn?.distributionId ?? null;
	const continueDeletion = createContinueDeletion(options);

	return {
		deletePhoto: (photoId) =>
			lock(photoId, async () => {
				const isKnown = await catalogue.beginDeletion(photoId, distributionId);
				await continueDeletion(photoId).catch((cause: unknown) => {
					throw unfinished("deleted", cause);
				});
				return isKnown;
			}),
		async finish(signal) {
			const ids = await catalogue.unfinishedDeletions();
			await tryAll(
				ids.map((photoId) => async () => {
					if (!signal.aborted) await lock(photoId, () => continueDeletion(photoId));
				}),
			);
		},
	};
}
