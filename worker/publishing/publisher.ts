import { type Engine, type PhotoMetadata, publish, type Store } from "widthwise";
import type { Inspector } from "widthwise/inspection";
import type { Budget } from "widthwise/internal";
import type { Published } from "widthwise/photo";
import { createBufferCollector } from "../intake/buffer-collector.ts";

/**
 * Puts a photo's master and mezzanines into the public store; resolves to the master's details. Rejects
 * with an error for which `isFinal` is true if the photo is the cause; with any other error if a retry
 * may help. Can be done twice.
 */
export type Publisher = (
	photoId: string,
	original: Uint8Array,
	metadata: PhotoMetadata,
) => Promise<Published>;

/**
 * Creates the publisher that works in this process.
 *
 * @param options.inspector parses the originals
 * @param options.keepCopyright whether masters keep the copyright notice and the artist's name
 *
 * @param options.memory what the photos that are published at the same time may use
 *
 * @example
 * const publisher = createWorkerPublisher({ publicStore, engine, inspector, maxPixels, keepCopyright: false, memory });
 * const { width, height } = await publisher(photoId, bytes, await inspector.readMetadata(bytes));
 */
export function createWorkerPublisher(options: {
	readonly publicStore: Store;
	readonly engine: Engine;
	readonly inspector: Inspector;
	readonly maxPixels: number;
	readonly keepCopyright: boolean;
	readonly memory: Budget;
}): Publisher {
	const { publicStore, engine, inspector, maxPixels, keepCopyright, memory } = options;
	const collectBuffers = createBufferCollector();
	return async (photoId, original, metadata) => {
		const published = await publish(photoId, original, {
			store: publicStore,
			engine,
			inspector,
			maxPixels,
			credit: keepCopyright ? metadata : null,
			memory,
		});
		collectBuffers(original.length);
		return published;
	};
}
