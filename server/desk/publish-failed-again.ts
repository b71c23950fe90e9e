import type { Catalogue, Renewals } from "@widthwise/worker/catalogue";
import type { PublishAgain } from "@widthwise/worker/publishing";
import type { PhotoQueue } from "@widthwise/worker/queue";

/**
 * Publishes a photo again that failed, or that is public and could not be renewed; resolves to `false`
 * for any other photo.
 *
 * @param requestId of the request that wants it
 *
 * @example
 * await publishFailedAgain({ catalogue, publishAgain, renewals, backgroundQueue }, photoId);
 */
export async function publishFailedAgain(
	parts: {
		readonly catalogue: Pick<Catalogue, "find">;
		readonly publishAgain: PublishAgain;
		readonly renewals: Pick<Renewals, "retry">;
		readonly backgroundQueue: Pick<PhotoQueue, "enqueue">;
	},
	id: string,
	requestId?: string,
): Promise<boolean> {
	const photo = await parts.catalogue.find(id);
	if (photo?.status === "failed") return parts.publishAgain(id, undefined, requestId);
	// Visitors go on seeing it.
	const isAccepted = await parts.renewals.retry(id);
	if (isAccepted) await parts.backgroundQueue.enqueue(id, 0, requestId);
	return isAccepted;
}
