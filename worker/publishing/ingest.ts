import { type Store, unpublish } from "widthwise";
import type { Inspector } from "widthwise/inspection";
import { isFinal } from "widthwise/photo";
import { originalKey } from "widthwise/url";
import type { Catalogue } from "../catalogue/catalogue.ts";
import { isTimeout } from "../outages/is-timeout.ts";
import { FAILED_REPEATEDLY, PermanentError } from "../queue/permanent-error.ts";
import type { Publisher } from "./publisher.ts";

/** Publishes one received photo; see {@link createIngest}. */
export type Ingest = (photoId: string) => Promise<void>;

/** Called with the outcome of each attempt and its duration in milliseconds. */
export type OnIngested = (
	outcome: "published" | "failed" | "retried",
	milliseconds: number,
) => void;

/** The message to the owner if an upload ended before its original was stored. */
const NOT_STORED = "The upload was interrupted before the photo was stored: upload it again";

/** A photo that needs more attempts may itself be crashing the process: it fails. */
const MAX_ATTEMPTS = 25;

/**
 * Creates the function that a worker runs for each photo: it reads and saves the metadata, publishes
 * master and mezzanines, and marks the photo published. Every step can be done twice. It rejects with a
 * {@link PermanentError} if the photo cannot be published, with any other error if a retry may help.
 *
 * @example
 * const ingest = createIngest({ catalogue, media, publicStore, inspector, publisher });
 * await ingest(photoId);
 */
export function createIngest(options: {
	readonly catalogue: Catalogue;
	readonly media: Store;
	readonly publicStore: Store;
	readonly inspector: Pick<Inspector, "readMetadata">;
	readonly publisher: Publisher;
	readonly onIngested?: OnIngested;
	/** Called with the id of each photo that visitors see from now on. */
	readonly onPublished?: (photoId: string) => void;
}): Ingest {
	const { catalogue, media, publicStore, inspector, publisher } = options;

	/** Resolves to `false` if there is no original. */
	async function publishOriginal(photoId: string): Promise<boolean> {
		const original = await media.get(originalKey(photoId));
		if (!original) return false;
		const bytes = await original.bytes();
		const metadata = await inspector.readMetadata(bytes);
		await catalogue.saveMetadata(photoId, metadata);
		const published = await publisher(photoId, bytes, metadata);
		const isKnown = await catalogue.markPublished(photoId, published);
		if (isKnown) options.onPublished?.(photoId);
		// The photo was deleted meanwhile.
		else await unpublish(publicStore, photoId);
		return true;
	}

	return async (photoId) => {
		const startedAt = performance.now();
		const report = (outcome: Parameters<OnIngested>[0]): void =>
			options.onIngested?.(outcome, performance.now() - startedAt);
		const photo = await catalogue.markProcessing(photoId);
		if (!photo) return;
		try {
			if (photo.attempts > MAX_ATTEMPTS) {
				throw new PermanentError({ code: "internal", message: FAILED_REPEATEDLY });
			}
			if (!(await publishOriginal(photoId))) {
				throw new PermanentError({ code: "not-found", message: NOT_STORED });
			}
			report("published");
		} catch (error) {
			// On a busy machine, a second attempt may be in time.
			const isFirstTimeout = isTimeout(error) && (await catalogue.countTimeout(photoId)) === 1;
			const last = isFinal(error) && !isFirstTimeout ? new PermanentError(error) : error;
			report(last instanceof PermanentError ? "failed" : "retried");
			throw last;
		}
	};
}
