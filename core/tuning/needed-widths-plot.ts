import type { WidthCount } from "../buckets/candidates.ts";
import { MASTER_EDGE } from "../photo/sizes.ts";
import type { WidthBuckets } from "../url/width.ts";

/** What needed widths are drawn with. */
export type NeededWidthsPlot = {
	/** Told apart by where they were shown, if that is known: among others, or on a page of their own. */
	readonly needs: readonly (WidthCount & { readonly slot?: "grid" | "photo" })[];
	readonly today: WidthBuckets;
	/** The buckets beside today's, and what they are. */
	readonly proposed: {
		readonly are: "recommended" | "chosen";
		readonly buckets: WidthBuckets;
	};
};

/** Pixels that one bar stands for: the grid that buckets are recommended on. */
const BAR = 32;
const HEIGHT = 300;
/** Above the bars, for the marks of proposed buckets; below them, for the widths. */
const [TOP, BOTTOM] = [28, 24];
const FLOOR = HEIGHT - BOTTOM;
const TICKS: readonly number[] = [500, 1000, 1500, 2000];

/** Bars of one colour, and what they stand for. */
type Layer = "grid" | "photo" | "request";
const WORDS: Readonly<Record<Layer, string>> = {
	grid: "photos among others",
	photo: "photos on their own page",
	request: "requests",
};

/** The share of all needs in each bar, 0 to 1, by layer. */
type Bars = { readonly layer: Layer; readonly shares: readonly number[] };

/**
 * How often which width was needed, and where today's and the proposed buckets are: the inside of a
 * `figure`, HTML without styles. Across it is measured in percent, so that it fits every screen and
 * its words keep their size. Its classes are the layers' (`grid`, `photo` or `request`), `level`,
 * `floor`, `today` and `recommended` or `chosen`. All words in it are its own.
 *
 * @example
 * const proposed = { are: "recommended", buckets: [416] } as const;
 * drawNeededWidths({ needs: [{ width: 390, count: 3 }], today: [320, 640], proposed });
 */
export function drawNeededWidths({ needs, today, proposed }: NeededWidthsPlot): string {
	const layers = barsOf(needs);
	const sums = Array.from({ length: MASTER_EDGE / BAR }, (_, i) =>
		layers.reduce((sum, { shares }) => sum + (shares[i] ?? 0), 0),
	);
	const most = Math.max(...sums);
	const label = `Needed widths from 1 to ${MASTER_EDGE} pixels; the commonest ${BAR} pixels have ${percent(most)} of all.`;
	const shapes = [
		...[1, 0.5].map((part) => drawLevel(FLOOR - part * (FLOOR - TOP), most * part)),
		...sums.map((sum, i) => (sum === 0 ? "" : drawBar(layers, i, sum, most))),
		`<line class="floor" x1="0" x2="100%" y1="${FLOOR}" y2="${FLOOR}"/>`,
		...today.map(
			(bucket) =>
				`<line class="today" x1="${at(bucket)}" x2="${at(bucket)}" y1="${TOP}" y2="${FLOOR}"><title>Today’s bucket of ${bucket} pixels</title></line>`,
		),
		...proposed.buckets.map(
			(bucket) =>
				`<circle class="${proposed.are}" cx="${at(bucket)}" cy="${TOP - 14}" r="5"><title>${capitalized(proposed.are)} bucket of ${bucket} pixels</title></circle>`,
		),
		...TICKS.map((width) => drawText(at(width), HEIGHT - 6, "middle", String(width))),
		drawText("100%", HEIGHT - 6, "end", `${MASTER_EDGE} px`),
	];
	const legend = [
		...layers.map(({ layer }) =>
			drawLegend(`<rect class="${layer}" width="14" height="14"/>`, WORDS[layer]),
		),
		drawLegend('<line class="today" x1="7" x2="7" y1="0" y2="14"/>', "today’s buckets"),
		drawLegend(`<circle class="${proposed.are}" cx="7" cy="7" r="5"/>`, `${proposed.are} buckets`),
	];
	return `<figcaption>${legend.join("")}</figcaption><svg width="100%" height="${HEIGHT}" role="img" aria-label="${label}">${shapes.join("")}</svg>`;
}

/** One bar for every 32 pixels; what is wider than a master is in the last one. */
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

/** The layers' shares, one upon the other. */
function drawBar(layers: readonly Bars[], place: number, sum: number, most: number): string {
	let top = FLOOR;
	const boxes = layers.map(({ layer, shares }) => {
		const height = ((shares[place] ?? 0) / most) * (FLOOR - TOP);
		top -= height;
		return `<rect class="${layer}" x="${at(place * BAR)}" width="${at(BAR)}" y="${top}" height="${height}"/>`;
	});
	const title = `${place * BAR + 1} to ${(place + 1) * BAR} pixels: ${percent(sum)}`;
	return `<g><title>${title}</title>${boxes.join("")}</g>`;
}

function drawLevel(y: number, share: number): string {
	const line = `<line class="level" x1="0" x2="100%" y1="${y}" y2="${y}"/>`;
	return line + drawText("97%", y - 4, "end", percent(share));
}

function drawText(x: string, y: number, anchor: "middle" | "end", text: string): string {
	return `<text x="${x}" y="${y}" text-anchor="${anchor}">${text}</text>`;
}

function drawLegend(mark: string, words: string): string {
	return `<span><svg width="14" height="14" aria-hidden="true">${mark}</svg> ${words}</span>`;
}

/** Where a width is, from the left. */
function at(width: number): string {
	return `${((100 * Math.min(width, MASTER_EDGE)) / MASTER_EDGE).toFixed(3)}%`;
}

function percent(share: number): string {
	return `${(100 * share).toFixed(1)} %`;
}

function capitalized(word: string): string {
	return `${word[0]?.toUpperCase()}${word.slice(1)}`;
}
