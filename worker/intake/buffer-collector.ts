/** Told of each original that was worked on, in bytes. */
export type CollectBuffers = (bytes: number) => void;

/** Originals' bytes between two collections; each was copied about three times on its way. */
const EVERY_BYTES = 32_000_000;

/**
 * Makes the function that keeps memory level while many photos are published. The engine lets its heap
 * grow in proportion to what it holds, and the codecs' and the database's WASM memory count as that: by
 * itself it would let hundreds of megabytes of dead originals lie. A collection takes about 30 ms.
 *
 * @example
 * const collectBuffers = createBufferCollector();
 * collectBuffers(original.length);
 */
export function createBufferCollector(): CollectBuffers {
	let uncollected = 0;
	return (bytes) => {
		uncollected += bytes;
		if (uncollected < EVERY_BYTES) return;
		uncollected = 0;
		// After the caller has let go of its buffers.
		setTimeout(() => Bun.gc(true));
	};
}
