import type { Store } from "widthwise";
import { originalKey } from "widthwise/url";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { PhotoLock } from "../database/photo-lock.ts";
import { failureReason, PermanentError } from "../queue/permanent-error.ts";
import type { PhotoQueue } from "../queue/queue.ts";

/** Marks a photo failed in the catalogue, with the reason; see {@link createRecordFailure}. */
export type RecordFailure = (photoId: string, error: Error) => Promise<void>;

/**
 * Creates the function to call when a photo's last attempt has failed and its job no longer exists.
 *
 * @param options.onError called with failures that are not the photo's fault
 *
 * @example
 * queue.startWorkers({ concurrency: 1, handle: ingest, recordFailure: createRecordFailure(parts) });
 */
export function createRecordFailure(options: {
	readonly catalogue: Pick<Catalogue, "markFailed">;
	readonly media: Store;
	readonly queue: Pick<PhotoQueue, "enqueue">;
	readonly lock: PhotoLock;
	readonly onError: (error: unknown) => void;
}): RecordFailure {
	const { catalogue, media, queue, lock, onError } = options;
	return async (photoId, error) => {
		if (!(error instanceof PermanentError)) onError(error);
		const { code, message } = failureReason(error);
		await lock(photoId, async () => {
			// Another upload may have stored the missing original before the failure was recorded.
			const isStored = code === "not-found" && (await media.head(originalKey(photoId))) !== null;
			if (isStored) await queue.enqueue(photoId);
			else await catalogue.markFailed(photoId, code, message);
		});
	};
}
