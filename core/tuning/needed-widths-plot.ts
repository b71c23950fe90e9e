import type { WidthCount } from "../buckets/candidates.ts";
import { MASTER_EDGE } from "../photo/sizes.ts";
import type { WidthBuckets } from "../url/width.ts";

/** The contents of a plot of needed widths. */
export type NeededWidthsPlot = {
	/**
	 * Needed widths, with the place where the photo was shown if known: in a grid, or on its own
	 * page.
	 */
	readonly needs: readonly (WidthCount & { readonly slot?: "grid" | "photo" })[];
	/** The list in use. */
	readonly today: WidthBuckets;
	/** The list to compare with it. */
	readonly proposed: {
		readonly kind: "recommended" | "chosen";
		readonly buckets: WidthBuckets;
	};
};

/** Pixels per bar: the grid of recommended buckets. */
const BAR = 32;
const HEIGHT = 300;
/** Room above the bars for the marks of proposed buckets, and below them for the widths. */
const [TOP, BOTTOM] = [28, 24];
const FLOOR = HEIGHT - BOTTOM;
const TICKS: readonly number[] = [500, 1000, 1500, 2000];

/** A kind of bar, with a colour of its own. */
type Layer = "grid" | "photo" | "request";
const LABELS: Readonly<Record<Layer, string>> = {
	grid: "photos in a grid",
	photo: "photos on their own page",
	request: "requests",
};

/** The share of all needs in each bar, 0 to 1, for one layer. */
type Bars = { readonly layer: Layer; readonly shares: readonly number[] };

/**
 * Draws a bar chart of needed widths with today's and the proposed buckets. Returns the contents of
 * a `figure` element: HTML and SVG without styles. Horizontal positions are percentages, so that
 * the plot scales to its container while its text keeps its size. Classes to style: the layers
 * (`grid`, `photo` or `request`), `level`, `floor`, `today`, and `recommended` or `chosen`. No text
 * comes from the input.
 *
 * @example
 * const proposed = { kind: "recommended", buckets: [416] } as const;
 * drawNeededWidths({ needs: [{ width: 390, count: 3 }], today: [320, 640], proposed });
 */
export function drawNeededWidths({ needs, today, proposed }: NeededWidthsPlot): string {
	const layers = barsOf(needs);
	const sums = Array.from({ length: MASTER_EDGE / BAR }, (_, i) =>
		layers.reduce((sum, { shares }) => sum + (shares[i] ?? 0), 0),
	);
	const max = Math.max(...sums);
	const label = `Needed widths from 1 to ${MASTER_EDGE} pixels; the tallest bar of ${BAR} pixels has ${percent(max)} of all.`;
	const shapes = [
		...[1, 0.5].map((part) => drawLevel(FLOOR - part * (FLOOR - TOP), max * part)),
		...sums.map((sum, i) => (sum === 0 ? "" : drawBar(layers, i, sum, max))),
		`<line class="floor" x1="0" x2="100%" y1="${FLOOR}" y2="${FLOOR}"/>`,
		...today.map(
			(bucket) =>
				`<line class="today" x1="${xOf(bucket)}" x2="${xOf(bucket)}" y1="${TOP}" y2="${FLOOR}"><title>Today’s bucket of ${bucket} pixels</title></line>`,
		),
		...proposed.buckets.map(
			(bucket) =>
				`<circle class="${proposed.kind}" cx="${xOf(bucket)}" cy="${TOP - 14}" r="5"><title>${capitalized(proposed.kind)} bucket of ${bucket} pixels</title></circle>`,
		),
		...TICKS.map((width) => drawText(xOf(width), HEIGHT - 6, "middle", String(width))),
		drawText("100%", HEIGHT - 6, "end", `${MASTER_EDGE} px`),
	];
	const legend = [
		...layers.map(({ layer }) =>
			drawLegend(`<rect class="${layer}" width="14" height="14"/>`, LABELS[layer]),
		),
		drawLegend('<line class="today" x1="7" x2="7" y1="0" y2="14"/>', "today’s buckets"),
		drawLegend(
			`<circle class="${proposed.kind}" cx="7" cy="7" r="5"/>`,
			`${proposed.kind} buckets`,
		),
	];
	return `<figcaption>${legend.join("")}</figcaption><svg width="100%" height="${HEIGHT}" role="img" aria-label="${label}">${shapes.join("")}</svg>`;
}

/** One bar for every 32 pixels; widths above a master's are in the last one. */
function barsOf(needs: NeededWidthsPlot["needs"]): readonly Bars[] {
	const total = needs.reduce((sum, { count }) => sum + count, 0);
	const layers: readonly Layer[] = needs.some(({ slot }) => slot) ? ["grid", "photo"] : ["request"];
	return layers.map((layer) => {
		const shares = new Array<number>(MASTER_EDGE / BAR).fill(0);
		for (const { slot = "request", width, count } of needs) {
			const bar = Math.ceil(Math.min(width, MASTER_EDGE) / BAR) - 1;
			if (slot === layer) shares[bar] = (shares[bar] ?? 0) + count / total;
		}
		return { layer, shares };
	});
}

/** A bar with the layers' shares stacked. */
function drawBar(layers: readonly Bars[], index: number, sum: number, max: number): string {
	let top = FLOOR;
	const boxes = layers.map(({ layer, shares }) => {
		const height = ((shares[index] ?? 0) / max) * (FLOOR - TOP);
		top -= height;
		return `<rect class="${layer}" x="${xOf(index * BAR)}" width="${xOf(BAR)}" y="${top}" height="${height}"/>`;
	});
	const title = `${index * BAR + 1} to ${(index + 1) * BAR} pixels: ${percent(sum)}`;
	return `<g><title>${title}</title>${boxes.join("")}</g>`;
}

function drawLevel(y: number, share: number): string {
	const line = `<line class="level" x1="0" x2="100%" y1="${y}" y2="${y}"/>`;
	return line + drawText("97%", y - 4, "end", percent(share));
}

function drawText(x: string, y: number, anchor: "middle" | "end", text: string): string {
	return `<text x="${x}" y="${y}" text-anchor="${anchor}">${text}</text>`;
}

function drawLegend(mark: string, label: string): string {
	return `<span><svg width="14" height="14" aria-hidden="true">${mark}</svg> ${label}</span>`;
}

/** The horizontal position of a width, from the left. */
function xOf(width: number): string {
	return `${((100 * Math.min(width, MASTER_EDGE)) / MASTER_EDGE).toFixed(3)}%`;
}

function percent(share: number): string {
	return `${(100 * share).toFixed(1)} %`;
}

function capitalized(word: string): string {
	return `${word[0]?.toUpperCase()}${word.slice(1)}`;
}
