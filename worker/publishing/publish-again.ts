import type { Store } from "widthwise";
import { verdictKey } from "widthwise/url";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { PhotoLock } from "../database/photo-lock.ts";
import type { PhotoQueue } from "../queue/queue.ts";

/**
 * Has a published or failed photo published once more; `false` if it is neither, or not wanted.
 *
 * @param isStillNeeded asked when nobody else is at work on the photo
 */
export type PublishAgain = (
	photoId: string,
	isStillNeeded?: (photoId: string) => Promise<boolean>,
) => Promise<boolean>;

/**
 * Makes the function that has a photo published once more. What the media bucket's function said of it
 * before counts no more: else a photo that once failed would fail again unseen.
 *
 * @example
 * const publishAgain = createPublishAgain({ catalogue, queue, media, lock });
 * await publishAgain(photoId); // true
 */
export function createPublishAgain(options: {
	readonly catalogue: Pick<Catalogue, "publishAgain">;
	readonly queue: Pick<PhotoQueue, "enqueue">;
	readonly media: Store;
	readonly lock: PhotoLock;
}): PublishAgain {
	const { catalogue, queue, media, lock } = options;
	return async (photoId, isStillNeeded) => {
		const isAccepted = await lock(photoId, async () => {
			if (isStillNeeded && !(await isStillNeeded(photoId))) return false;
			await media.delete(verdictKey(photoId));
			return catalogue.publishAgain(photoId);
		});
		if (isAccepted) await queue.enqueue(photoId);
		return isAccepted;
	};
}
