/** The server's limit. */
const MAX_WIDTHS = 300;

/**
 * Returns the widths that the page's loaded photos need, in device pixels. Photos that were not
 * scrolled to are not loaded.
 *
 * @example
 * neededWidths(); // [780, 780, 1170]
 */
export function neededWidths(): readonly number[] {
	// In thousandths: at a zoom of 110 %, devicePixelRatio is 1.100000023841858, and Math.ceil would
	// add a pixel.
	const dpr = Math.round(devicePixelRatio * 1000);
	return [...document.querySelectorAll<HTMLImageElement>("img[srcset]")]
		.filter(({ naturalWidth, clientWidth }) => naturalWidth > 0 && clientWidth > 0)
		.map(({ clientWidth }) => Math.ceil((clientWidth * dpr) / 1000))
		.slice(0, MAX_WIDTHS);
}
