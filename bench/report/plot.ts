import { roundTicks, type Ticks } from "./axis.ts";
import { escapeHtml } from "./page.ts";

/** A point of a plot, with a word that is shown beside it or when it is pointed at. */
export type Point = {
	readonly x: number;
	readonly y: number;
	readonly label: string;
	/** Whether the label is always seen. */
	readonly isLabelled?: boolean;
};

/** Points of one kind. */
export type Series = {
	readonly name: string;
	/** A line through the points, bars up to them, or the points alone. */
	readonly kind: "line" | "bars" | "points";
	readonly points: readonly Point[];
};

/** A plot: what its axes say, and what is drawn. */
export type Plot = {
	readonly title: string;
	readonly x: Axis;
	readonly y: Axis;
	readonly series: readonly Series[];
};

/** An axis. Its ends follow from the points; `write` turns a value into the text of a tick. */
export type Axis = { readonly name: string; readonly write: (value: number) => string };

const [WIDTH, HEIGHT] = [860, 360];
const MARGIN = { left: 96, right: 32, top: 16, bottom: 52 };
/** What a label may take, in the plot's units. */
const LABEL_ROOM = 120;
/** Okabe and Ito's colours, which people who are colour-blind can tell apart. */
const COLOURS: readonly string[] = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00"];

/**
 * Draws a plot as SVG, to be put into a page.
 *
 * @example
 * drawPlot({ title: "Overshoot", x, y, series: [{ name: "best", kind: "line", points }] });
 */
export function drawPlot({ title, x, y, series }: Plot): string {
	const points = series.flatMap((each) => each.points);
	const hasBars = series.some(({ kind }) => kind === "bars");
	const toX = scale(roundTicks(points.map((point) => point.x)), [
		MARGIN.left,
		WIDTH - MARGIN.right,
	]);
	const yTicksAt = roundTicks([...points.map((point) => point.y), ...(hasBars ? [0] : [])]);
	const toY = scale(yTicksAt, [HEIGHT - MARGIN.bottom, MARGIN.top]);
	const shapes = series.map((each, i) =>
		drawSeries(each, toX, toY, COLOURS[i % COLOURS.length] ?? ""),
	);
	const xTicks = toX.ticks.values.map((value) => {
		const at = toX.to(value).toFixed(1);
		return `<text x="${at}" y="${HEIGHT - MARGIN.bottom + 18}" text-anchor="middle">${escapeHtml(x.write(value))}</text>`;
	});
	const yTicks = toY.ticks.values.map((value) => {
		const at = toY.to(value).toFixed(1);
		return `<line class="grid" x1="${MARGIN.left}" x2="${WIDTH - MARGIN.right}" y1="${at}" y2="${at}"/><text x="${MARGIN.left - 8}" y="${at}" dy="4" text-anchor="end">${escapeHtml(y.write(value))}</text>`;
	});
	const legend = series.map(
		({ name }, i) =>
			`<span style="color:${COLOURS[i % COLOURS.length]}">■ ${escapeHtml(name)}</span>`,
	);
	return `<figure><figcaption>${escapeHtml(title)}</figcaption><p class="legend">${legend.join(" ")}</p>
<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escapeHtml(title)}">
${yTicks.join("")}${xTicks.join("")}${shapes.join("\n")}
<text x="${(MARGIN.left + WIDTH) / 2}" y="${HEIGHT - 10}" text-anchor="middle">${escapeHtml(x.name)}</text>
<text transform="translate(16 ${HEIGHT / 2}) rotate(-90)" text-anchor="middle">${escapeHtml(y.name)}</text>
</svg></figure>`;
}

type Scale = { readonly ticks: Ticks; readonly to: (value: number) => number };

function drawSeries({ kind, points }: Series, x: Scale, y: Scale, colour: string): string {
	const at = (point: Point): string => `${x.to(point.x).toFixed(1)},${y.to(point.y).toFixed(1)}`;
	if (kind === "bars") {
		const floor = y.to(0).toFixed(1);
		return points
			.map(
				(point) => `<path d="M${at(point)}V${floor}" stroke="${colour}">${titleOf(point)}</path>`,
			)
			.join("");
	}
	const line =
		kind === "line"
			? `<polyline points="${points.map(at).join(" ")}" fill="none" stroke="${colour}" stroke-width="2"/>`
			: "";
	const dots = points.map((point) => {
		const [left = "0", top = "0"] = at(point).split(",");
		// At the right edge there is room on the left only.
		const isLast = Number(left) > WIDTH - MARGIN.right - LABEL_ROOM;
		const text = point.isLabelled
			? `<text x="${Number(left) + (isLast ? -8 : 8)}" y="${Number(top) - 6}" text-anchor="${isLast ? "end" : "start"}">${escapeHtml(point.label)}</text>`
			: "";
		return `<circle cx="${left}" cy="${top}" r="4" fill="${colour}">${titleOf(point)}</circle>${text}`;
	});
	return line + dots.join("");
}

function titleOf({ label }: Point): string {
	return `<title>${escapeHtml(label)}</title>`;
}

function scale(ticks: Ticks, [low, high]: readonly [number, number]): Scale {
	const { least, most } = ticks;
	return { ticks, to: (value) => low + ((value - least) / (most - least)) * (high - low) };
}
