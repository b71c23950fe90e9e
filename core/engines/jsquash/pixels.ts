/** Uncompressed pixels: 8 bits, RGBA interleaved, four bytes a pixel. */
export type Pixels = {
	readonly width: number;
	readonly height: number;
	readonly rgba: Uint8ClampedArray;
};

/**
 * Frees the memory of pixels that nobody needs any more. V8 may let many megabytes of them pile up before
 * it collects them, and a Worker has 128.
 *
 * @example
 * const half = resize(pixels, { width: 640, height: 427 });
 * release(pixels); // pixels.rgba.length is 0
 */
export function release({ rgba }: Pixels): void {
	// Node 20 cannot.
	if (rgba.buffer instanceof ArrayBuffer) rgba.buffer.transfer?.(0);
}
