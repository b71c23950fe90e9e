import { type Store, WidthwiseError } from "widthwise";
import { originalKey, trashKey, verdictKey } from "widthwise/url";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { PhotoLock } from "../database/photo-lock.ts";
import type { PhotoQueue } from "../queue/queue.ts";
import { callAgain } from "./bucket-event-publisher.ts";

/**
 * Takes a photo out of the trash and publishes it again, with the record that it had; `false` if it is
 * not in the trash.
 *
 * @param requestId of the request that wants it
 *
 * @throws {WidthwiseError} `not-found` if its original is missing
 */
export type Restore = (photoId: string, requestId?: string) => Promise<boolean>;

/**
 * Creates the function that restores photos from the trash.
 *
 * @param options.isByEvent whether the media bucket's function publishes photos: then it is called again
 *
 * @example
 * const restore = createRestore({ catalogue, queue, media, lock, isByEvent: false });
 * await restore(photoId); // true
 */
export function createRestore(options: {
	readonly catalogue: Pick<Catalogue, "findTrashed" | "restoreTrashed" | "endDeletion">;
	readonly queue: Pick<PhotoQueue, "enqueue">;
	readonly media: Store;
	readonly lock: PhotoLock;
	readonly isByEvent: boolean;
}): Restore {
	const { catalogue, queue, media, lock, isByEvent } = options;
	return async (photoId, requestId) => {
		const isRestored = await lock(photoId, async () => {
			if (!(await catalogue.findTrashed(photoId))) return false;
			if (!(await media.head(originalKey(photoId)))) throw noOriginal();
			if (isByEvent) await callAgain(media, photoId);
			else await media.delete(verdictKey(photoId));
			// Notes a deletion, which the sweep ends if this process dies before the next lines.
			await catalogue.restoreTrashed(photoId);
			await media.delete(trashKey(photoId));
			await catalogue.endDeletion(photoId);
			return true;
		});
		if (isRestored) await queue.enqueue(photoId, 0, requestId);
		return isRestored;
	};
}

function noOriginal(): WidthwiseError {
	return new WidthwiseError(
		"not-found",
		"The photo cannot be restored, because its original is missing: upload it again",
	);
}
