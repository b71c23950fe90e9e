/**
 * The colours of series in plots, as classes `colour-0` and so on that set the text colour. They are Okabe
 * and Ito's colours, which colour-blind people can distinguish; brighter in dark mode.
 */
export const COLOUR_STYLE = `
.colour-0 { color: #0072b2; }
.colour-1 { color: #d55e00; }
.colour-2 { color: #009e73; }
.colour-3 { color: #cc79a7; }
.colour-4 { color: #e69f00; }
@media (prefers-color-scheme: dark) {
.colour-0 { color: #4aa3df; }
.colour-1 { color: #f0813a; }
.colour-2 { color: #2dbd94; }
}`;

const COUNT = 5;

/**
 * Returns the colour class of the n-th series.
 *
 * @example
 * colourClass(0); // "colour-0"
 */
export function colourClass(n: number): string {
	return `colour-${n % COUNT}`;
}
