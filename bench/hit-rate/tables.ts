import { grouped, percent } from "../harness/numbers.ts";
import type { Table } from "../harness/table.ts";
import type { PercentileGap } from "../traffic/audience/percentiles.ts";
import { type Outcome, ratesOf } from "./outcome.ts";
import type { Replay } from "./replay.ts";

/**
 * Makes the table that compares ladders.
 *
 * @example
 * console.log(formatTable(compareTable(replays)));
 */
export function compareTable(replays: readonly Replay[]): Table {
	return {
		title: "Bucket lists side by side, the same requests",
		head: [
			"list",
			"widths",
			"hit rate",
			"of bytes",
			"cuts",
			"delivered",
			"overshoot",
			"undersized",
			"stored",
		],
		rows: replays.map(({ ladder, total }) => {
			const rates = ratesOf(total);
			return [
				ladder.name,
				ladder.widths === null ? "all" : String(ladder.widths.length),
				percent(rates.hitRate, 1),
				percent(rates.byteHitRate, 1),
				grouped(total.cuts),
				megabytes(total.bytes),
				percent(rates.overshoot, 1),
				percent(rates.undersized, 1),
				megabytes(total.storedBytes),
			];
		}),
	};
}

/**
 * Makes the table of one ladder's buckets.
 *
 * @example
 * console.log(formatTable(bucketTable(replay)));
 */
export function bucketTable({ ladder, bySteps, total }: Replay): Table {
	const row = (name: string, outcome: Outcome): readonly string[] => {
		const rates = ratesOf(outcome);
		return [
			name,
			grouped(outcome.needed - outcome.inBrowser),
			percent(rates.hitRate, 1),
			grouped(outcome.cuts),
			megabytes(outcome.bytes),
			percent(rates.overshoot, 1),
			megabytes(outcome.storedBytes),
		];
	};
	return {
		title: `${ladder.name}, by bucket`,
		head: ["bucket", "requests", "hit rate", "cuts", "delivered", "overshoot", "stored"],
		rows: [...[...bySteps].map(([step, each]) => row(String(step), each)), row("all", total)],
	};
}

/**
 * Makes the table that compares the model's widths with the published ones.
 *
 * @example
 * console.log(formatTable(percentileTable(gaps)));
 */
export function percentileTable(gaps: readonly PercentileGap[]): Table {
	return {
		title: "Widths of images in the model and on the Web (HTTP Archive 2024), CSS pixels",
		head: ["client", "percentile", "published", "model", "gap"],
		rows: gaps.map(({ client, percentile, published, model, gap }) => [
			client,
			`p${100 * percentile}`,
			String(published),
			model.toFixed(0),
			percent(gap, 1),
		]),
	};
}

function megabytes(bytes: number): string {
	return `${grouped(bytes / 1e6)} MB`;
}
