import { type Engine, publish, readMetadata, type Store, WidthwiseError } from "widthwise";
import { createBufferCollector } from "./buffer-collector.ts";
import type { Catalogue } from "./catalogue/catalogue.ts";
import { originalKey } from "./receive.ts";
import { withdraw } from "./retire.ts";

/** Publishes one received photo; see {@link createIngest}. */
export type Ingest = (photoId: string) => Promise<void>;

/** Told how each attempt ended and how long it took, in milliseconds. */
export type OnIngested = (
	outcome: "published" | "failed" | "retried",
	milliseconds: number,
) => void;

/** Failures that another attempt cannot cure: they are about the photo, not about the moment. */
const FINAL_CODES: ReadonlySet<string> = new Set([
	"not-an-image",
	"unsupported-format",
	"empty-file",
	"truncated-file",
	"too-many-pixels",
	"unreadable-image",
	"metadata-left",
	"engine-timeout",
	"not-found",
]);

/** What the photographer is told when publishing failed again and again for no fault of the photo. */
export const GIVEN_UP =
	"Publishing failed again and again, not because of the photo: see the server's log, then upload it again";

/** A photo that was begun so often may be what ends the process: it is not begun again. */
const MOST_ATTEMPTS = 25;

/**
 * Makes the function that a worker runs for each photo: reads its metadata, saves it, publishes
 * master and mezzanines, marks it published. A photo that cannot be published is marked failed with
 * a reason its photographer understands. Rejects only when another attempt may help. Every step can
 * be done twice.
 *
 * @example
 * const ingest = createIngest({ catalogue, media, publicStore, engine, maxPixels, keepCopyright });
 * await ingest(photoId);
 */
export function createIngest(options: {
	readonly catalogue: Catalogue;
	readonly media: Store;
	readonly publicStore: Store;
	readonly engine: Engine;
	readonly maxPixels: number;
	readonly keepCopyright: boolean;
	readonly onIngested?: OnIngested;
}): Ingest {
	const { catalogue, media, publicStore, engine, maxPixels, keepCopyright } = options;
	const collectBuffers = createBufferCollector();

	async function process(photoId: string): Promise<void> {
		const original = await media.get(originalKey(photoId));
		if (!original) throw new WidthwiseError("not-found", "The original is gone: upload it again");
		const bytes = await original.bytes();
		const metadata = readMetadata(bytes);
		await catalogue.saveMetadata(photoId, metadata);
		const published = await publish(photoId, bytes, {
			store: publicStore,
			engine,
			maxPixels,
			credit: keepCopyright ? metadata : null,
		});
		collectBuffers(bytes.length);
		const isKnown = await catalogue.markPublished(photoId, published);
		// Deleted while we worked: what we published must go too.
		if (!isKnown) await withdraw(publicStore, photoId);
	}

	return async (photoId) => {
		const startedAt = performance.now();
		const report = (outcome: Parameters<OnIngested>[0]): void =>
			options.onIngested?.(outcome, performance.now() - startedAt);
		const photo = await catalogue.markProcessing(photoId);
		if (!photo) return;
		if (photo.attempts > MOST_ATTEMPTS) {
			await catalogue.markFailed(photoId, "unavailable", GIVEN_UP);
			return report("failed");
		}
		try {
			await process(photoId);
			report("published");
		} catch (error) {
			if (!(error instanceof WidthwiseError && FINAL_CODES.has(error.code))) {
				report("retried");
				throw error;
			}
			await catalogue.markFailed(photoId, error.code, error.message);
			report("failed");
		}
	};
}
