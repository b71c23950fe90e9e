/** Called with the size of each original that was processed, in bytes. */
export type CollectBuffers = (bytes: number) => void;

/** Bytes of originals between two collections; each original is copied about three times. */
const INTERVAL_BYTES = 32_000_000;

/**
 * Creates the function that collects garbage while many photos are published, so that memory stays
 * level. The JavaScript engine lets its heap grow in proportion to what is alive, and counts the WASM
 * memory of codecs and database as alive: without this, hundreds of megabytes of dead originals would
 * stay. A collection takes about 30 ms.
 *
 * @example
 * const collectBuffers = createBufferCollector();
 * collectBuffers(original.length);
 */
export function createBufferCollector(): CollectBuffers {
	let uncollected = 0;
	return (bytes) => {
		uncollected += bytes;
		if (uncollected < INTERVAL_BYTES) return;
		uncollected = 0;
		// Later, when the caller no longer references its buffers.
		setTimeout(() => Bun.gc(true));
	};
}
