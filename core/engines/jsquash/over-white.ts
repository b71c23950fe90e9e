import type { Pixels } from "./pixels.ts";

/**
 * Flattens pixels with alpha on white. The result is opaque.
 *
 * @example
 * overWhite({ width: 1, height: 1, rgba: Uint8ClampedArray.of(0, 0, 0, 51) }).rgba; // 204, 204, 204, 255
 */
export function overWhite({ width, height, rgba }: Pixels): Pixels {
	const opaque = new Uint8ClampedArray(rgba.length).fill(255);
	for (let at = 0; at < rgba.length; at += 4) {
		const alpha = (rgba[at + 3] ?? 0) / 255;
		// A clamped array rounds.
		for (let i = at; i < at + 3; i++) opaque[i] = 255 - alpha * (255 - (rgba[i] ?? 0));
	}
	return { width, height, rgba: opaque };
}
