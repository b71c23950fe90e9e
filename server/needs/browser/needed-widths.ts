/** The server takes no more. */
const MAX_WIDTHS = 300;

/**
 * The widths that the photos on the page need, in device pixels: those that were scrolled to.
 *
 * @example
 * neededWidths(); // [780, 780, 1170]
 */
export function neededWidths(): readonly number[] {
	// Thousandths: a zoom of 110 % is 1.100000023841858, and would need a pixel more than it does.
	const dpr = Math.round(devicePixelRatio * 1000);
	return [...document.querySelectorAll<HTMLImageElement>("img[srcset]")]
		.filter(({ naturalWidth, clientWidth }) => naturalWidth > 0 && clientWidth > 0)
		.map(({ clientWidth }) => Math.ceil((clientWidth * dpr) / 1000))
		.slice(0, MAX_WIDTHS);
}
