import {
	type Analysis,
	changesFor,
	drawNeededWidths,
	type ListCost,
	type TunedFor,
} from "widthwise/tuning";
import { percent } from "../harness/numbers.ts";
import { escapeHtml, htmlPage, htmlTable } from "../plot/page.ts";
import { type Axis, drawPlot, type Point } from "../plot/plot.ts";
import type { TuneOptions } from "./options.ts";
import { overshootPlot } from "./overshoot-plot.ts";
import { COST_HEAD, costCells } from "./text-report.ts";

const percents: Axis["write"] = (share) => percent(share, 1);

/**
 * Renders tune's results as a self-contained page: the curve, the widths, the table, the change to make.
 *
 * @example
 * await Bun.write("tune.html", writePage(tunedFor, analysis, options));
 */
export function writePage(tunedFor: TunedFor, analysis: Analysis, options: TuneOptions): string {
	const { unit, curve, recommended, why, chosen, today } = analysis;
	const changes = changesFor(chosen.buckets).map(
		({ where, line }) => `<li>${escapeHtml(where)}: <code>${escapeHtml(line)}</code></li>`,
	);
	return htmlPage(
		"Which widths to cut",
		[
			`<p>Tuned for ${escapeHtml(tunedFor.source)}. Recommended: ${recommended.buckets.length} buckets, because ${escapeHtml(why)}.</p>`,
			...tunedFor.warnings.map((warning) => `<p class="warning">${escapeHtml(warning)}.</p>`),
			`<p>The change to make:</p><ul>${changes.join("")}</ul>`,
			drawPareto(analysis),
			drawPlot(overshootPlot(analysis, "today's list")),
			drawWidths(tunedFor, analysis),
			htmlTable(
				{
					title: `The cheapest list for every number of buckets; the last row is today's list`,
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
	// Lists of one or two buckets overshoot so much that they would compress the rest of the plot.
	const shown = curve.filter(({ overshootShare }) => overshootShare <= 2);
	return drawPlot({
		title: "Overshoot and hit rate by number of buckets: up and to the left is better",
		x: { name: "overshoot", write: percents },
		y: { name: "hit rate", write: percents },
		series: [
			{ name: "cheapest lists", kind: "line", points: shown.map((list) => point(list, true)) },
			{ name: "chosen", kind: "points", points: [point(chosen, false)] },
			{ name: "today's list", kind: "points", points: [point(today, true, "today: ")] },
		],
	});
}

function drawWidths({ requests }: TunedFor, { today, recommended, chosen }: Analysis): string {
	const kind = chosen === recommended ? "recommended" : "chosen";
	const plot = drawNeededWidths({
		needs: requests,
		today: today.buckets,
		proposed: { kind, buckets: chosen.buckets },
	});
	return `<h2>Needed widths and buckets</h2><figure class="widths">${plot}</figure>`;
}
