/** The windows in which a cap counts: those of upright phones with three pixels a CSS pixel. */
const UPRIGHT_PHONE = "(max-width:559px) and (min-resolution:2.5dppx) and (hover:none)";

/**
 * Makes phones with three pixels a CSS pixel ask for an image for two: its `sizes` say two thirds of the
 * width that it has there. Computers, whose resolution grows with the browser's zoom, have a pointer that
 * hovers.
 *
 * @param sizes a `sizes` attribute
 * @param upright the width that it gives in narrow windows
 *
 * @example
 * capPhones("100vw", "100vw"); // "(max-width:559px) and ... calc(100vw * 2 / 3), 100vw"
 */
export function capPhones(sizes: string, upright: string): string {
	return `${UPRIGHT_PHONE} calc(${upright} * 2 / 3), ${sizes}`;
}
