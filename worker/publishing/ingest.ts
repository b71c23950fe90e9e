import { readMetadata, type Store, unpublish } from "widthwise";
import { openPhoto } from "widthwise/internal";
import { isFinal } from "widthwise/photo";
import { originalKey } from "widthwise/url";
import type { Catalogue } from "../catalogue/catalogue.ts";
import { FAILED_REPEATEDLY, PermanentError } from "../queue/permanent-error.ts";
import type { Publisher } from "./publisher.ts";

/** Publishes one received photo; see {@link createIngest}. */
export type Ingest = (photoId: string) => Promise<void>;

/** Told how each attempt ended and how long it took, in milliseconds. */
export type OnIngested = (
	outcome: "published" | "failed" | "retried",
	milliseconds: number,
) => void;

/** What the photographer is told of a photo whose upload ended before its original was stored. */
const NOT_STORED = "The upload was cut off before the photo was stored: upload it again";

/** A photo that was begun so often may be what ends the process: it is not begun again. */
const MAX_ATTEMPTS = 25;

/**
 * Makes the function that a worker runs for each photo: reads its metadata, saves it, has master and
 * mezzanines published, marks it published. Every step can be done twice. It rejects with a
 * {@link PermanentError} if the photo cannot be published, with anything else when another attempt may help.
 *
 * @example
 * const ingest = createIngest({ catalogue, media, publicStore, publisher });
 * await ingest(photoId);
 */
export function createIngest(options: {
	readonly catalogue: Catalogue;
	readonly media: Store;
	readonly publicStore: Store;
	readonly publisher: Publisher;
	readonly onIngested?: OnIngested;
}): Ingest {
	const { catalogue, media, publicStore, publisher } = options;

	/** `false` if there is no original to publish. */
	async function process(photoId: string): Promise<boolean> {
		const original = await media.get(originalKey(photoId));
		if (!original) return false;
		const photo = openPhoto(await original.bytes());
		const metadata = readMetadata(photo);
		await catalogue.saveMetadata(photoId, metadata);
		const published = await publisher(photoId, photo, metadata);
		const isKnown = await catalogue.markPublished(photoId, published);
		// Deleted while we worked: what we published must go too.
		if (!isKnown) await unpublish(publicStore, photoId);
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
			if (!(await process(photoId))) {
				throw new PermanentError({ code: "not-found", message: NOT_STORED });
			}
			report("published");
		} catch (error) {
			const last = isFinal(error) ? new PermanentError(error) : error;
			report(last instanceof PermanentError ? "failed" : "retried");
			throw last;
		}
	};
}
