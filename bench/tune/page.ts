import { MASTER_EDGE, type WidthCount } from "widthwise";
import { escapeHtml, htmlPage, htmlTable } from "../report/page.ts";
import { type Axis, drawPlot, type Point } from "../report/plot.ts";
import type { Analysis, ListCost } from "./analysis.ts";
import { changeTo } from "./change.ts";
import type { TuneOptions } from "./options.ts";
import type { TunedFor } from "./requests.ts";
import { COST_HEAD, costCells } from "./text-report.ts";

const percents: Axis["write"] = (share) => `${(100 * share).toFixed(1)} %`;
const whole: Axis["write"] = (value) => String(Math.round(value));

/**
 * What tune found, as a page that needs nothing but itself: the curve, the widths, the table, the change.
 *
 * @example
 * await Bun.write("tune.html", writePage(tunedFor, analysis, options));
 */
export function writePage(tunedFor: TunedFor, analysis: Analysis, options: TuneOptions): string {
	const { unit, curve, recommended, why, chosen, today } = analysis;
	const changes = changeTo(chosen.buckets).map(
		({ where, line }) => `<li>${escapeHtml(where)}: <code>${escapeHtml(line)}</code></li>`,
	);
	return htmlPage(
		"Which widths to cut",
		[
			`<p>Tuned for ${escapeHtml(tunedFor.source)}. Recommended: ${recommended.buckets.length} buckets, because ${escapeHtml(why)}.</p>`,
			...tunedFor.warnings.map((warning) => `<p class="warning">${escapeHtml(warning)}.</p>`),
			`<p>The change to make:</p><ul>${changes.join("")}</ul>`,
			drawPareto(analysis),
			drawOvershoot(curve),
			drawWidths(tunedFor.requests, chosen),
			htmlTable(
				{
					title: `The cheapest list for every number of buckets, and today's last`,
					head: COST_HEAD,
					rows: [...curve, today].map((list) => costCells(list, unit)),
				},
				(row) => curve[row] === chosen,
			),
			`<p>Cost in ${unit === "pixels" ? "pixels of area" : `bytes of ${unit}`}. Hit rates by a cache model: ${options.cache.photos} photos, Zipf ${options.cache.zipf}, ${options.cache.window} requests while a variant stays cached.</p>`,
		].join("\n"),
	);
}

function drawPareto({ curve, chosen, today }: Analysis): string {
	const point = (list: ListCost, isLabelled: boolean, name = ""): Point => ({
		x: list.overshootShare,
		y: list.hitRate,
		label: `${name}${list.buckets.length}`,
		isLabelled,
	});
	// One or two buckets overshoot so much that they would squeeze all others together.
	const shown = curve.filter(({ overshootShare }) => overshootShare <= 2);
	return drawPlot({
		title: "Overshoot against hit rate, by the number of buckets: up and to the left is better",
		x: { name: "overshoot", write: percents },
		y: { name: "hit rate", write: percents },
		series: [
			{ name: "cheapest lists", kind: "line", points: shown.map((list) => point(list, true)) },
			{ name: "chosen", kind: "points", points: [point(chosen, false)] },
			{ name: "today's list", kind: "points", points: [point(today, true, "today: ")] },
		],
	});
}

function drawOvershoot(curve: readonly ListCost[]): string {
	const points = curve
		.filter(({ overshootShare }) => overshootShare <= 2)
		.map(({ buckets, overshootShare }) => ({
			x: buckets.length,
			y: overshootShare,
			label: percents(overshootShare),
		}));
	return drawPlot({
		title: "What one bucket more saves",
		x: { name: "buckets", write: whole },
		y: { name: "overshoot", write: percents },
		series: [{ name: "cheapest lists", kind: "line", points }],
	});
}

function drawWidths(requests: readonly WidthCount[], chosen: ListCost): string {
	const total = requests.reduce((sum, { count }) => sum + count, 0);
	const shares = new Map<number, number>();
	for (const { width, count } of requests) {
		const capped = Math.min(width, MASTER_EDGE);
		shares.set(capped, (shares.get(capped) ?? 0) + count / total);
	}
	const points = [...shares].map(([x, y]) => ({ x, y, label: `${x} px: ${percents(y)}` }));
	return drawPlot({
		title: "The widths that visitors needed, and the buckets",
		x: { name: "pixels", write: whole },
		y: { name: "share of requests", write: percents },
		series: [
			{ name: "requests", kind: "bars", points },
			{
				name: "buckets",
				kind: "points",
				points: chosen.buckets.map((x) => ({ x, y: 0, label: `bucket ${x}` })),
			},
		],
	});
}
