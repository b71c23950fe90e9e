import { isFinal, originalKey, readMetadata, type Store, withdraw } from "widthwise";
import type { Catalogue } from "./catalogue/catalogue.ts";
import type { Publisher } from "./publisher.ts";

/** Publishes one received photo; see {@link createIngest}. */
export type Ingest = (photoId: string) => Promise<void>;

/** Told how each attempt ended and how long it took, in milliseconds. */
export type OnIngested = (
	outcome: "published" | "failed" | "retried",
	milliseconds: number,
) => void;

/** What the photographer is told when publishing failed again and again for no fault of the photo. */
export const GIVEN_UP =
	"Publishing failed again and again, not because of the photo: see the server's log, then upload it again";

/** What the photographer is told of a photo whose upload ended before its original was stored. */
const NOT_STORED = "The upload was cut off before the photo was stored: upload it again";

/** A photo that was begun so often may be what ends the process: it is not begun again. */
const MOST_ATTEMPTS = 25;

/**
 * Makes the function that a worker runs for each photo: reads its metadata, saves it, has master and
 * mezzanines published, marks it published. A photo that cannot be published is marked failed with
 * a reason its photographer understands. Rejects only when another attempt may help. Every step can
 * be done twice.
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
		const bytes = await original.bytes();
		const metadata = readMetadata(bytes);
		await catalogue.saveMetadata(photoId, metadata);
		const published = await publisher(photoId, bytes, metadata);
		const isKnown = await catalogue.markPublished(photoId, published);
		// Deleted while we worked: what we published must go too.
		if (!isKnown) await withdraw(publicStore, photoId);
		return true;
	}

	return async (photoId) => {
		const startedAt = performance.now();
		const report = (outcome: Parameters<OnIngested>[0]): void =>
			options.onIngested?.(outcome, performance.now() - startedAt);
		const photo = await catalogue.markProcessing(photoId);
		if (!photo) return;
		const fail = async (code: string, message: string): Promise<void> => {
			await catalogue.markFailed(photoId, code, message);
			report("failed");
		};
		if (photo.attempts > MOST_ATTEMPTS) return fail("internal", GIVEN_UP);
		try {
			if (!(await process(photoId))) return await fail("not-found", NOT_STORED);
			report("published");
		} catch (error) {
			if (isFinal(error)) return fail(error.code, error.message);
			report("retried");
			throw error;
		}
	};
}
