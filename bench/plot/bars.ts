import { linearScale, ratioScale, ratioTicks, roundTicks, type Scale } from "./axis.ts";
import { colourClass } from "./colours.ts";
import { escapeHtml } from "./page.ts";
import { FILE_WIDTH, svgFile, textWidth } from "./svg-file.ts";

/** One measured value. */
export type Bar = {
	readonly name: string;
	readonly isOurs: boolean;
	readonly middle: number;
	/** The spread, drawn as a whisker. */
	readonly min: number;
	readonly max: number;
	/** The middle as text, written at the right. */
	readonly text: string;
};

/** A group of bars, with an optional name. */
export type BarGroup = { readonly name: string | null; readonly bars: readonly Bar[] };

/** A bar chart. */
export type BarPlot = {
	readonly title: string;
	readonly note: string;
	readonly axis: {
		readonly name: string;
		readonly write: (value: number) => string;
		/** Whether values are ratios: these have no zero, so they are dots on a logarithmic axis. */
		readonly isRatio: boolean;
	};
	readonly groups: readonly BarGroup[];
};

const [EDGE, GAP, SIZE] = [16, 12, 14];
const [ROW, GROUP, GROUP_GAP, AXIS] = [30, 26, 12, 56];
const [THICKNESS, CAP] = [16, 4];

/**
 * Draws horizontal bars, with their names at the left and their values at the right.
 *
 * @example
 * await Bun.write("hits.svg", drawBars({ title: "Hits", note: "", axis, groups: [{ name: null, bars }] }));
 */
export function drawBars({ title, note, axis, groups }: BarPlot): string {
	const bars = groups.flatMap((group) => group.bars);
	const values = bars.flatMap(({ min, middle, max }) => [min, middle, max]);
	const ends = [
		EDGE + widest(bars.map(({ name }) => name)) + GAP,
		FILE_WIDTH - EDGE - widest(bars.map(({ text }) => text)) - GAP,
	] as const;
	const scale = axis.isRatio
		? ratioScale(ratioTicks([...values, 1]), ends)
		: linearScale(roundTicks([...values, 0]), ends);
	const shapes: string[] = [];
	let y = 0;
	for (const { name, bars } of groups) {
		if (name !== null) {
			y += shapes.length > 0 ? GROUP_GAP : 0;
			shapes.push(`<text class="quiet" x="${EDGE}" y="${y + 17}">${escapeHtml(name)}</text>`);
			y += GROUP;
		}
		shapes.push(drawGrid(scale, y, bars.length * ROW, axis.isRatio));
		for (const bar of bars) {
			shapes.push(drawBar(bar, scale, y + ROW / 2, axis.isRatio));
			y += ROW;
		}
	}
	const body = [...shapes, drawAxis(scale, axis, y)].join("\n");
	return svgFile({ title, note, height: y + AXIS }, body);
}

/**
 * Describes a bar chart as text, for people who cannot see it.
 *
 * @example
 * describeBars(plot); // "Hits, requests a second: nginx 71,340; Widthwise 67,001."
 */
export function describeBars({ title, axis, groups }: BarPlot): string {
	const descriptions = groups.map(({ name, bars }) => {
		const own = bars.map((bar) => `${bar.name} ${bar.text}`).join("; ");
		return name === null ? own : `${name}: ${own}`;
	});
	return `${title}, ${axis.name}. ${descriptions.join(". ")}.`;
}

function widest(texts: readonly string[]): number {
	return Math.max(...texts.map((text) => textWidth(text, SIZE)));
}

function drawGrid(scale: Scale, top: number, height: number, isRatio: boolean): string {
	const lines = scale.ticks.values.map((value) => {
		const kind = isRatio && value === 1 ? "reference" : "grid";
		return `<path class="${kind}" d="M${scale.to(value).toFixed(1)} ${top}v${height}"/>`;
	});
	return lines.join("");
}

function drawAxis(scale: Scale, axis: BarPlot["axis"], bottom: number): string {
	const ticks = scale.ticks.values.map((value) => {
		const x = scale.to(value).toFixed(1);
		return `<text class="quiet" x="${x}" y="${bottom + 18}" text-anchor="middle">${escapeHtml(axis.write(value))}</text>`;
	});
	const { min, max } = scale.ticks;
	const middle = (scale.to(min) + scale.to(max)) / 2;
	const name = `<text class="quiet" x="${middle.toFixed(1)}" y="${bottom + 42}" text-anchor="middle">${escapeHtml(axis.name)}</text>`;
	return `${ticks.join("")}${name}`;
}

function drawBar(bar: Bar, scale: Scale, y: number, isRatio: boolean): string {
	const [start, middle] = [scale.to(scale.ticks.min), scale.to(bar.middle)];
	const [min, max] = [bar.min, bar.max].map((value) => scale.to(value).toFixed(1));
	const kind = bar.isOurs ? colourClass(0) : "other";
	const strength = bar.isOurs ? ' class="strong"' : "";
	const mark = isRatio
		? `<circle class="${kind}" fill="currentColor" cx="${middle.toFixed(1)}" cy="${y}" r="6"/>`
		: `<rect class="${kind}" fill="currentColor" x="${start.toFixed(1)}" y="${y - THICKNESS / 2}" width="${(middle - start).toFixed(1)}" height="${THICKNESS}"/>`;
	const cap = (x = "0"): string => `M${x} ${y - CAP}v${2 * CAP}`;
	const whisker =
		bar.min < bar.max ? `<path class="spread" d="${cap(min)}${cap(max)}M${min} ${y}H${max}"/>` : "";
	const texts = [
		`<text${strength} x="${EDGE}" y="${y + 5}">${escapeHtml(bar.name)}</text>`,
		`<text${strength} x="${FILE_WIDTH - EDGE}" y="${y + 5}" text-anchor="end">${escapeHtml(bar.text)}</text>`,
	];
	// Drawing order: a dot above its whisker, a whisker above its bar.
	return [...(isRatio ? [whisker, mark] : [mark, whisker]), ...texts].join("");
}
