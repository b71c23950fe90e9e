import type { Table } from "../table.ts";
import type { PercentileGap } from "./audience/percentiles.ts";
import { type Outcome, ratesOf } from "./outcome.ts";
import type { Replay } from "./replay.ts";

/**
 * Ladders side by side.
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
				percent(rates.hitRate),
				percent(rates.byteHitRate),
				total.cuts.toLocaleString("en"),
				megabytes(total.bytes),
				percent(rates.overshoot),
				percent(rates.undersized),
				megabytes(total.storedBytes),
			];
		}),
	};
}

/**
 * One ladder, bucket by bucket.
 *
 * @example
 * console.log(formatTable(bucketTable(replay)));
 */
export function bucketTable({ ladder, bySteps, total }: Replay): Table {
	const row = (name: string, outcome: Outcome): readonly string[] => {
		const rates = ratesOf(outcome);
		return [
			name,
			(outcome.needed - outcome.inBrowser).toLocaleString("en"),
			percent(rates.hitRate),
			outcome.cuts.toLocaleString("en"),
			megabytes(outcome.bytes),
			percent(rates.overshoot),
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
 * The model's widths beside the published ones.
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
			percent(gap),
		]),
	};
}

function percent(share: number): string {
	return `${(100 * share).toFixed(1)} %`;
}

function megabytes(bytes: number): string {
	return `${Math.round(bytes / 1e6).toLocaleString("en")} MB`;
}
