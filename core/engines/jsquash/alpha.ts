/**
 * Multiplies the colours of pixels with their alpha, in place: then pixels can be mixed, as a resizer
 * does, without the hidden colours of clear ones.
 *
 * @param rgba four bytes a pixel
 *
 * @example
 * const rgba = Uint8ClampedArray.of(200, 100, 0, 51);
 * premultiply(rgba); // 40, 20, 0, 51
 */
export function premultiply(rgba: Uint8ClampedArray): void {
	for (let at = 0; at < rgba.length; at += 4) {
		const alpha = (rgba[at + 3] ?? 0) / 255;
		if (alpha === 1) continue;
		// A clamped array rounds.
		for (let i = at; i < at + 3; i++) rgba[i] = (rgba[i] ?? 0) * alpha;
	}
}

/**
 * Undoes {@link premultiply}, in place; clear pixels become black.
 *
 * @param rgba four bytes a pixel
 *
 * @example
 * const rgba = Uint8ClampedArray.of(40, 20, 0, 51);
 * unpremultiply(rgba); // 200, 100, 0, 51
 */
export function unpremultiply(rgba: Uint8ClampedArray): void {
	for (let at = 0; at < rgba.length; at += 4) {
		const alpha = (rgba[at + 3] ?? 0) / 255;
		if (alpha === 1 || alpha === 0) continue;
		for (let i = at; i < at + 3; i++) rgba[i] = (rgba[i] ?? 0) / alpha;
	}
}

/**
 * Puts premultiplied pixels over white, in place; they are then opaque.
 *
 * @param rgba four bytes a pixel
 *
 * @example
 * const rgba = Uint8ClampedArray.of(40, 20, 0, 51);
 * overWhite(rgba); // 244, 224, 204, 255
 */
export function overWhite(rgba: Uint8ClampedArray): void {
	for (let at = 0; at < rgba.length; at += 4) {
		const white = 255 - (rgba[at + 3] ?? 255);
		for (let i = at; i < at + 3; i++) rgba[i] = (rgba[i] ?? 0) + white;
		rgba[at + 3] = 255;
	}
}
