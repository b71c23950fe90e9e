/** Uncompressed pixels: 8 bits, RGBA interleaved, four bytes a pixel. */
export type Pixels = {
	readonly width: number;
	readonly height: number;
	readonly rgba: Uint8ClampedArray;
};
