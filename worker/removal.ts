import { type Store, WidthwiseError } from "widthwise";
import type { Catalogue } from "./catalogue/catalogue.ts";
import type { Invalidate } from "./cdn.ts";
import type { PhotoLock } from "./photo-lock.ts";
import { createRemoveObjects } from "./remove-objects.ts";

/** Removing photos, each wholly, whatever fails on the way. */
export type Removal = {
	/**
	 * Removes a photo; `false` if nobody knew it. Safe to repeat.
	 *
	 * @throws {WidthwiseError} `unavailable` if its record is gone but not everything else: that follows
	 */
	retire(photoId: string): Promise<boolean>;
	/** Removes what is kept under an id, unless the catalogue knows it. */
	removeStray(photoId: string): Promise<void>;
	/**
	 * Goes on with every removal that was begun and not ended, until it is told to stop. What fails for
	 * one photo is tried for the others; then it rejects with the first failure.
	 */
	finish(signal: AbortSignal): Promise<void>;
};

/**
 * Makes the removal of photos. The record goes first, in exchange for a note that the objects are to
 * follow: from then on nobody is shown the photo, and a failure or a death on the way is made good by
 * `finish`. It holds the photo's lock, so it waits until the photo is not being received or published.
 *
 * @example
 * const { retire } = createRemoval({ catalogue, media, publicStore, lock, invalidate, forget });
 * await retire(photoId); // true
 */
export function createRemoval(options: {
	readonly catalogue: Pick<
		Catalogue,
		"find" | "beginRemoval" | "unfinishedRemovals" | "endRemoval"
	>;
	readonly media: Store;
	readonly publicStore: Store;
	readonly lock: PhotoLock;
	readonly invalidate: Invalidate;
	/** Drops the photo's images from this process's memory. */
	readonly forget: (photoId: string) => void;
}): Removal {
	const { catalogue, lock, forget } = options;
	const removeObjects = createRemoveObjects(options);

	/** Whoever calls it holds the photo's lock. */
	async function goOn(photoId: string): Promise<void> {
		const isBack = (await catalogue.find(photoId)) !== null;
		// Also if something could not be reached: what is public is gone by then.
		const isDone = isBack || (await removeObjects(photoId).finally(() => forget(photoId)));
		if (isDone) await catalogue.endRemoval(photoId);
	}

	return {
		retire: (photoId) =>
			lock(photoId, async () => {
				const isKnown = await catalogue.beginRemoval(photoId);
				await goOn(photoId).catch((cause: unknown) => {
					throw unfinished(cause);
				});
				return isKnown;
			}),
		removeStray: (photoId) =>
			lock(photoId, async () => {
				// Uploaded since it was found.
				if (await catalogue.find(photoId)) return;
				await catalogue.beginRemoval(photoId);
				await goOn(photoId);
			}),
		async finish(signal) {
			const failures: unknown[] = [];
			for (const photoId of await catalogue.unfinishedRemovals()) {
				if (signal.aborted) return;
				await lock(photoId, () => goOn(photoId)).catch((error) => failures.push(error));
			}
			if (failures.length > 0) throw failures[0];
		},
	};
}

function unfinished(cause: unknown): WidthwiseError {
	const reason = cause instanceof WidthwiseError ? ` (${cause.message})` : "";
	return new WidthwiseError(
		"unavailable",
		`The photo is deleted, but not yet all that is kept of it${reason}: the rest follows by itself`,
		{ cause },
	);
}
