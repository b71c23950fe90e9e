import { type Store, unpublish } from "widthwise";
import { isTimeout } from "widthwise/internal";
import { isFinal, PUBLISHING_VERSION } from "widthwise/photo";
import type { Catalogue, Photo } from "../catalogue/catalogue.ts";
import { FAILED_REPEATEDLY, PermanentError } from "../queue/permanent-error.ts";
import type { Publisher } from "./publisher.ts";

/**
 * Publishes one received photo; see {@link createIngest}.
 *
 * @param requestId of the request that enqueued it, if any
 */
export type Ingest = (photoId: string, requestId?: string) => Promise<void>;

/** An attempt to publish a photo. */
export type Ingested = {
	readonly photoId: string;
	readonly outcome: "published" | "failed" | "retried";
	readonly milliseconds: number;
	/** The request that enqueued it, if any. */
	readonly requestId?: string | undefined;
	/** Why it was not published. */
	readonly error?: unknown;
};

/** Called after each attempt. */
export type OnIngested = (ingested: Ingested) => void;

/** The message to the owner if an upload ended before its original was stored. */
const NOT_STORED = "The upload was interrupted before the photo was stored: upload it again";

/** A photo that needs more attempts may itself be crashing the process: it fails. */
const MAX_ATTEMPTS = 25;

/**
 * Creates the function that a worker runs for each photo: it publishes master and
 * mezzanines, saves the metadata, and marks the photo published. Every step can be done twice. It rejects with a
 * {@link PermanentError} if the photo cannot be published, with any other error if a retry may help.
 *
 * @example
 * const ingest = createIngest({ catalogue, publicStore, publisher });
 * await ingest(photoId);
 */
export function createIngest(options: {
	readonly catalogue: Catalogue;
	readonly publicStore: Store;
	readonly publisher: Publisher;
	readonly onIngested?: OnIngested;
	/**
	 * Called with the id of each photo that visitors see from now on.
	 *
	 * @param isNew whether it was never public before, and today's version published it: then nothing of
	 *   it is to be renewed
	 */
	readonly onPublished?: (photoId: string, isNew: boolean) => void;
}): Ingest {
	const { catalogue, publicStore, publisher } = options;

	/** Resolves to `false` if there is no original. */
	async function publishOriginal({ id: photoId, publishedAt }: Photo): Promise<boolean> {
		const published = await publisher(photoId, (metadata) =>
			catalogue.saveMetadata(photoId, metadata),
		);
		if (!published) return false;
		const isKnown = await catalogue.markPublished(photoId, published);
		const isNew = publishedAt === null && published.version >= PUBLISHING_VERSION;
		if (isKnown) options.onPublished?.(photoId, isNew);
		// The photo was deleted meanwhile.
		else await unpublish(publicStore, photoId);
		return true;
	}

	return async (photoId, requestId) => {
		const startedAt = performance.now();
		const report = (ended: Pick<Ingested, "outcome" | "error">): void => {
			const milliseconds = performance.now() - startedAt;
			options.onIngested?.({ photoId, requestId, milliseconds, ...ended });
		};
		const photo = await catalogue.markProcessing(photoId);
		if (!photo) return;
		try {
			if (photo.attempts > MAX_ATTEMPTS) {
				throw new PermanentError({ code: "internal", message: FAILED_REPEATEDLY });
			}
			if (!(await publishOriginal(photo))) {
				throw new PermanentError({ code: "not-found", message: NOT_STORED });
			}
			report({ outcome: "published" });
		} catch (error) {
			// On a busy machine, a second attempt may be in time.
			const isFirstTimeout = isTimeout(error) && (await catalogue.countTimeout(photoId)) === 1;
			const last = isFinal(error) && !isFirstTimeout ? new PermanentError(error) : error;
			const outcome = last instanceof PermanentError ? "failed" : "retried";
			report({ outcome, error });
			throw last;
		}
	};
}
