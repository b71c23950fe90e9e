/**
 * Flattens pixels with alpha on white: 255 - alpha * (255 - colour) / 255, rounded.
 *
 * @param rgba Four bytes per pixel, not premultiplied.
 * @returns Three bytes per pixel.
 * @example
 * onWhite(Uint8Array.of(0, 0, 0, 0)); // Uint8Array [ 255, 255, 255 ]
 */
export function onWhite(rgba: Uint8Array): Uint8Array {
	const rgb = new Uint8Array((rgba.length / 4) * 3);
	for (let from = 0, to = 0; from + 3 < rgba.length; from += 4, to += 3) {
		const alpha = rgba[from + 3] ?? 255;
		for (let i = 0; i < 3; i++) {
			rgb[to + i] = Math.round(255 - (alpha * (255 - (rgba[from + i] ?? 0))) / 255);
		}
	}
	return rgb;
}
