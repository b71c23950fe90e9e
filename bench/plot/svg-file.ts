import { COLOUR_STYLE } from "./colours.ts";
import { escapeHtml } from "./page.ts";

/** The frame of an SVG file. */
export type Frame = {
	readonly title: string;
	/** An explanation under the title. */
	readonly note: string;
	/** Height of the drawing itself, in its units. */
	readonly height: number;
};

/** The width of SVG files, in their units: the width of a README on GitHub. */
export const FILE_WIDTH = 800;

/** Space for title and note above the drawing. */
const HEAD = 68;

/** The average width of a letter, as a share of the font size. */
const LETTER = 0.54;

/** Colours for both schemes, with a background: an image cannot know its page's background. */
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
 * Makes a self-contained SVG file, readable on light and dark pages.
 *
 * @param body elements; their origin is below the title
 *
 * @example
 * await Bun.write("hits.svg", svgFile({ title: "Hits", note: "", height: 200 }, bars));
 */
export function svgFile({ title, note, height }: Frame, body: string): string {
	const total = HEAD + height;
	return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${FILE_WIDTH} ${total}" width="${FILE_WIDTH}" height="${total}" role="img" aria-label="${escapeHtml(title)}">
<style>${STYLE}${COLOUR_STYLE}
</style>
<rect class="paper" width="${FILE_WIDTH}" height="${total}"/>
<text class="title" x="16" y="28">${escapeHtml(title)}</text>
<text class="quiet" x="16" y="48">${escapeHtml(note)}</text>
<g transform="translate(0 ${HEAD})">
${body}
</g>
</svg>
`;
}

/**
 * Estimates the width of a text in a plot.
 *
 * @param size the font size, in the drawing's units
 *
 * @example
 * textWidth("IPX 3 (sharp)", 14); // 99
 */
export function textWidth(text: string, size: number): number {
	return Math.ceil(text.length * size * LETTER);
}
