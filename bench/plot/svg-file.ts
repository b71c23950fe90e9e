import { COLOUR_STYLE } from "./colours.ts";
import { escapeHtml } from "./page.ts";

/** What frames a drawing that is a file of its own. */
export type Frame = {
	readonly title: string;
	/** What a reader has to know to read it, under the title. */
	readonly note: string;
	/** Height of the drawing itself, in its units. */
	readonly height: number;
};

/** How wide such drawings are, in their units: what a README gives them. */
export const FILE_WIDTH = 800;

/** Room for title and note above the drawing. */
const HEAD = 68;

/** What a letter of the plots' font takes on average, as a share of its size. */
const LETTER = 0.54;

/** Colours for both schemes: the page around an image does not say which it has, so the paper is drawn. */
const STYLE = `
text { font: 14px -apple-system, "Segoe UI", Helvetica, Arial, sans-serif; fill: #1f2328; }
.title { font-size: 17px; font-weight: 600; }
.strong { font-weight: 600; }
.quiet { font-size: 13px; fill: #59636e; }
.paper { fill: #ffffff; }
.grid { stroke: #d1d9e0; }
.reference { stroke: #59636e; stroke-width: 2; }
.spread { stroke: #1f2328; stroke-width: 1.5; fill: none; }
.other { color: #a8b1bb; }
@media (prefers-color-scheme: dark) {
text { fill: #f0f6fc; }
.quiet { fill: #9198a1; }
.paper { fill: #0d1117; }
.grid { stroke: #2f353d; }
.reference { stroke: #9198a1; }
.spread { stroke: #f0f6fc; }
.other { color: #6b7480; }
}`;

/**
 * An SVG file that needs nothing but itself, readable on light and dark pages.
 *
 * @param body elements; their origin is below the title
 *
 * @example
 * await Bun.write("hits.svg", svgFile({ title: "Hits", note: "", height: 200 }, bars));
 */
export function svgFile({ title, note, height }: Frame, body: string): string {
	const whole = HEAD + height;
	return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${FILE_WIDTH} ${whole}" width="${FILE_WIDTH}" height="${whole}" role="img" aria-label="${escapeHtml(title)}">
<style>${STYLE}${COLOUR_STYLE}
</style>
<rect class="paper" width="${FILE_WIDTH}" height="${whole}"/>
<text class="title" x="16" y="28">${escapeHtml(title)}</text>
<text class="quiet" x="16" y="48">${escapeHtml(note)}</text>
<g transform="translate(0 ${HEAD})">
${body}
</g>
</svg>
`;
}

/**
 * About how wide a text is in a plot.
 *
 * @param size of the font, in the drawing's units
 *
 * @example
 * textWidth("IPX 3 (sharp)", 14); // 99
 */
export function textWidth(text: string, size: number): number {
	return Math.ceil(text.length * size * LETTER);
}
