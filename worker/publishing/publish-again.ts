import type { Store } from "widthwise";
import { verdictKey } from "widthwise/url";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { PhotoLock } from "../database/photo-lock.ts";
import type { PhotoQueue } from "../queue/queue.ts";
import { callAgain } from "./bucket-event-publisher.ts";

/**
 * Publishes a published or failed photo again; `false` if it is neither, or no longer needs it.
 *
 * @param isStillNeeded called with the photo's lock held; without it, the photo is always published
 * @param requestId of the request that wants it
 */
export type PublishAgain = (
	photoId: string,
	isStillNeeded?: (photoId: string) => Promise<boolean>,
	requestId?: string,
) => Promise<boolean>;

/**
 * Creates the function that publishes a photo again. It deletes the earlier verdict of the media
 * bucket's function: otherwise a photo that once failed would fail again unexamined.
 *
 * @example
 * const publishAgain = createPublishAgain({ catalogue, queue, media, lock, isByEvent: false });
 * await publishAgain(photoId); // true
 */
export function createPublishAgain(options: {
	readonly catalogue: Pick<Catalogue, "publishAgain">;
	readonly queue: Pick<PhotoQueue, "enqueue">;
	readonly media: Store;
	readonly lock: PhotoLock;
	/** Whether the media bucket's function publishes photos: then it is called again. */
	readonly isByEvent: boolean;
}): PublishAgain {
	const { catalogue, queue, media, lock, isByEvent } = options;
	return async (photoId, isStillNeeded, requestId) => {
		const isAccepted = await lock(photoId, async () => {
			if (isStillNeeded && !(await isStillNeeded(photoId))) return false;
			if (isByEvent) await callAgain(media, photoId);
			else await media.delete(verdictKey(photoId));
			return catalogue.publishAgain(photoId);
		});
		if (isAccepted) await queue.enqueue(photoId, 0, requestId);
		return isAccepted;
	};
}
