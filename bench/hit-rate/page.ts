import { escapeHtml, htmlPage, htmlTable } from "../report/page.ts";
import { type Axis, drawPlot, type Series } from "../report/plot.ts";
import type { Table } from "../table.ts";
import { OURS } from "./ladders.ts";
import { ratesOf } from "./outcome.ts";
import type { Replay } from "./replay.ts";

const percents: Axis["write"] = (share) => `${(100 * share).toFixed(0)} %`;
const megabytes: Axis["write"] = (bytes) => `${Math.round(bytes / 1e6)} MB`;

/**
 * The comparison as a page that needs nothing but itself.
 *
 * @param about what was served, in a sentence
 *
 * @example
 * await Bun.write("hit-rate.html", writePage(about, replays, tables));
 */
export function writePage(
	about: string,
	replays: readonly Replay[],
	tables: readonly Table[],
): string {
	const pointsOf = (y: (replay: Replay) => number): readonly Series[] =>
		[OURS, "others"].map((name) => ({
			name,
			kind: "points",
			points: replays
				.filter(({ ladder }) => (ladder.name === OURS) === (name === OURS))
				.map((each) => ({
					x: ratesOf(each.total).overshoot,
					y: y(each),
					label: each.ladder.name,
					isLabelled: true,
				})),
		}));
	const overshoot: Axis = { name: "overshoot, of the bytes at exact widths", write: percents };
	return htmlPage(
		"Bucket lists side by side",
		[
			`<p>${escapeHtml(about)}</p>`,
			drawPlot({
				title: "Overshoot against hit rate: up and to the left is better",
				x: overshoot,
				y: { name: "hit rate", write: percents },
				series: pointsOf(({ total }) => ratesOf(total).hitRate),
			}),
			drawPlot({
				title: "Overshoot against stored bytes: down and to the left is better",
				x: overshoot,
				y: { name: "stored", write: megabytes },
				series: pointsOf(({ total }) => total.storedBytes),
			}),
			...tables.map((table) => htmlTable(table)),
		].join("\n"),
	);
}
