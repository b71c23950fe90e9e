import { type Engine, type PhotoMetadata, publish, type Store } from "widthwise";
import { type Inspector, shareBytes } from "widthwise/inspection";
import type { Budget } from "widthwise/internal";
import type { Published } from "widthwise/photo";
import { originalKey } from "widthwise/url";
import { createBufferCollector } from "../intake/buffer-collector.ts";

/**
 * Puts a photo's master and mezzanines into the public store; resolves to the master's details, or to
 * `null` if there is no original. Rejects with an error for which `isFinal` is true if the photo is the
 * cause; with any other error if a retry may help. Can be done twice.
 *
 * @param onMetadata called with the original's metadata, if it can be read, before it resolves or rejects
 */
export type Publisher = (
	photoId: string,
	onMetadata: (metadata: PhotoMetadata) => Promise<unknown>,
) => Promise<Published | null>;

/**
 * Creates the publisher that works in this process.
 *
 * @param options.inspector parses the originals
 * @param options.keepCopyright whether masters keep the copyright notice and the artist's name
 *
 * @param options.memory what the photos that are published at the same time may use
 *
 * @example
 * const publisher = createWorkerPublisher({ media, publicStore, engine, inspector, maxPixels, keepCopyright: false, memory });
 * const published = await publisher(photoId, (metadata) => catalogue.saveMetadata(photoId, metadata));
 */
export function createWorkerPublisher(options: {
	readonly media: Store;
	readonly publicStore: Store;
	readonly engine: Engine;
	readonly inspector: Inspector;
	readonly maxPixels: number;
	/** The long edge of masters, in pixels; default: 2560. */
	readonly masterEdge?: number | undefined;
	readonly keepCopyright: boolean;
	readonly memory: Budget;
}): Publisher {
	const { media, publicStore, engine, inspector, maxPixels, masterEdge, keepCopyright, memory } =
		options;
	const collectBuffers = createBufferCollector();
	return async (photoId, onMetadata) => {
		const original = await media.get(originalKey(photoId));
		if (!original) return null;
		// Threads read it five times.
		const bytes = shareBytes(await original.bytes());
		const metadata = await inspector.readMetadata(bytes);
		await onMetadata(metadata);
		const published = await publish(photoId, bytes, {
			store: publicStore,
			engine,
			inspector,
			maxPixels,
			masterEdge,
			credit: keepCopyright ? metadata : null,
			memory,
		});
		collectBuffers(bytes.length);
		return published;
	};
}
