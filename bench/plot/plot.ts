import { linearScale, roundTicks, type Scale } from "./axis.ts";
import { colourClass } from "./colours.ts";
import { type Box, type Label, placeLabels } from "./labels.ts";
import { escapeHtml } from "./page.ts";
import { FILE_WIDTH, svgFile } from "./svg-file.ts";

/** A point of a plot, with a label that is shown beside it or as a tooltip. */
export type Point = {
	readonly x: number;
	readonly y: number;
	readonly label: string;
	/** Whether the label is always visible. */
	readonly isLabelled?: boolean;
};

/** A series of points. */
export type Series = {
	readonly name: string;
	/** A line through the points, or only the points. */
	readonly kind: "line" | "points";
	readonly points: readonly Point[];
};

/** A plot: its axes and its series. */
export type Plot = {
	readonly title: string;
	readonly x: Axis;
	readonly y: Axis;
	readonly series: readonly Series[];
};

/** An axis. Its ends follow from the points; `write` formats the value of a tick. */
export type Axis = { readonly name: string; readonly write: (value: number) => string };

const [WIDTH, HEIGHT] = [FILE_WIDTH, 360];
const PLOT_AREA: Box = { left: 96, right: WIDTH - 32, top: 16, bottom: HEIGHT - 52 };
/** Labels may extend beyond the axes. */
const LABEL_AREA: Box = { ...PLOT_AREA, right: WIDTH - 8 };

/**
 * Draws a plot as SVG for a page.
 *
 * @example
 * drawPlot({ title: "Overshoot", x, y, series: [{ name: "best", kind: "line", points }] });
 */
export function drawPlot(plot: Plot): string {
	const title = escapeHtml(plot.title);
	const legend = plot.series.map(
		({ name }, i) => `<span class="${colourClass(i)}">■ ${escapeHtml(name)}</span>`,
	);
	return `<figure><figcaption>${title}</figcaption><p class="legend">${legend.join(" ")}</p>
<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${title}">
${drawInside(plot)}
</svg></figure>`;
}

/**
 * Draws a plot as an SVG file. It has no legend, so its points must be labelled.
 *
 * @param note an explanation under the title
 *
 * @example
 * await Bun.write("overshoot.svg", drawPlotFile(plot, "up and to the left is better"));
 */
export function drawPlotFile(plot: Plot, note: string): string {
	return svgFile({ title: plot.title, note, height: HEIGHT }, drawInside(plot));
}

function drawInside({ x, y, series }: Plot): string {
	const points = series.flatMap((each) => each.points);
	const toX = linearScale(roundTicks(points.map((point) => point.x)), [
		PLOT_AREA.left,
		PLOT_AREA.right,
	]);
	const toY = linearScale(roundTicks(points.map((point) => point.y)), [
		PLOT_AREA.bottom,
		PLOT_AREA.top,
	]);
	return [
		drawAxes({ x, y }, toX, toY),
		...series.map((each, i) => drawSeries(each, toX, toY, colourClass(i))),
		drawLabels(series, toX, toY),
	].join("\n");
}

function drawAxes({ x, y }: Pick<Plot, "x" | "y">, toX: Scale, toY: Scale): string {
	const below = toX.ticks.values.map((value) => {
		const at = toX.to(value).toFixed(1);
		return `<text x="${at}" y="${PLOT_AREA.bottom + 18}" text-anchor="middle">${escapeHtml(x.write(value))}</text>`;
	});
	const beside = toY.ticks.values.map((value) => {
		const at = toY.to(value).toFixed(1);
		return `<line class="grid" x1="${PLOT_AREA.left}" x2="${PLOT_AREA.right}" y1="${at}" y2="${at}"/><text x="${PLOT_AREA.left - 8}" y="${at}" dy="4" text-anchor="end">${escapeHtml(y.write(value))}</text>`;
	});
	return `${beside.join("")}${below.join("")}
<text x="${(PLOT_AREA.left + PLOT_AREA.right) / 2}" y="${HEIGHT - 10}" text-anchor="middle">${escapeHtml(x.name)}</text>
<text transform="translate(20 ${(PLOT_AREA.top + PLOT_AREA.bottom) / 2}) rotate(-90)" text-anchor="middle">${escapeHtml(y.name)}</text>`;
}

function drawSeries({ kind, points }: Series, x: Scale, y: Scale, colour: string): string {
	const at = (point: Point): string => `${x.to(point.x).toFixed(1)},${y.to(point.y).toFixed(1)}`;
	const line =
		kind === "line"
			? `<polyline points="${points.map(at).join(" ")}" fill="none" stroke="currentColor" stroke-width="2"/>`
			: "";
	const dots = points.map((point) => {
		const [left, top] = at(point).split(",");
		return `<circle cx="${left}" cy="${top}" r="4">${titleOf(point)}</circle>`;
	});
	return `<g class="${colour}" fill="currentColor">${line}${dots.join("")}</g>`;
}

function drawLabels(series: readonly Series[], x: Scale, y: Scale): string {
	const place = (point: Point): Label => ({
		x: x.to(point.x),
		y: y.to(point.y),
		text: point.label,
	});
	const points = series.flatMap((each) => each.points);
	const labels = points.filter(({ isLabelled }) => isLabelled).map(place);
	return placeLabels(labels, points.map(place), LABEL_AREA)
		.map(
			({ x, y, anchor, text }) =>
				`<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}">${escapeHtml(text)}</text>`,
		)
		.join("");
}

function titleOf({ label }: Point): string {
	return `<title>${escapeHtml(label)}</title>`;
}
