import {
	type Analysis,
	changesFor,
	type LineCounts,
	type ListCost,
	type TunedFor,
} from "widthwise/tuning";
import { grouped, percent } from "../harness/numbers.ts";
import { formatTable } from "../harness/table.ts";
import type { TuneOptions } from "./options.ts";

/** The column heads for {@link costCells}. */
export const COST_HEAD: readonly string[] = [
	"k",
	"overshoot",
	"per request",
	"hit rate",
	"buckets",
];

/**
 * Formats a list's cost as a row of a table.
 *
 * @example
 * costCells(analysis.today, analysis.unit); // ["10", "29.3 %", "137,854 px", "97.1 %", "128, 256, ..."]
 */
export function costCells(list: ListCost, unit: TuneOptions["unit"]): readonly string[] {
	const average = grouped(list.overshoot);
	const undersized = list.undersizedShare;
	return [
		String(list.buckets.length),
		shareOf(list.overshootShare),
		`${average} ${unit === "pixels" ? "px" : "B"}`,
		shareOf(list.hitRate),
		list.buckets.join(", ") + (undersized > 0 ? ` (${shareOf(undersized)} undersized)` : ""),
	];
}

/**
 * Formats tune's results as text.
 *
 * @example
 * console.log(writeReport(tunedFor, analysis, options));
 */
export function writeReport(tunedFor: TunedFor, analysis: Analysis, options: TuneOptions): string {
	const { unit, curve, recommended, why, chosen, today, todayWidened } = analysis;
	const saved = 1 - chosen.overshoot / todayWidened.overshoot;
	const reference =
		todayWidened === today ? "today's list" : `today's list with ${todayWidened.buckets.at(-1)} px`;
	const { photos, zipf, window } = options.cache;
	return [
		`Tuned for ${tunedFor.source}${requestsIn(tunedFor, analysis)}.`,
		...(tunedFor.lines ? [writeLines(tunedFor.lines)] : []),
		...tunedFor.warnings.map((warning) => `WARNING: ${warning}.`),
		"",
		formatTable({
			title: `The cheapest list for every number of buckets, in ${unit === "pixels" ? "pixels of area" : `bytes of ${unit}`}`,
			head: COST_HEAD,
			rows: curve.map((list) => costCells(list, unit)),
		}),
		`Overshoot: what is delivered beyond what visitors need. Hit rate: from a cache model with ${photos} photos, Zipf ${zipf}, ${window} requests while a variant stays cached.`,
		"",
		`Recommended: ${recommended.buckets.length} buckets, because ${why}.`,
		`Today's list: ${costCells(today, unit).slice(1, 4).join(", ")} (${costCells(today, unit)[4]}).`,
		...(todayWidened === today
			? []
			: [
					`  It is too narrow for some requests. With ${todayWidened.buckets.at(-1)} px for these: ${costCells(todayWidened, unit).slice(1, 4).join(", ")}.`,
				]),
		`${options.buckets === null ? "Recommended" : "Requested"}: ${costCells(chosen, unit).slice(1, 4).join(", ")}: ${shareOf(Math.abs(saved))} ${saved >= 0 ? "less" : "more"} overshoot than ${reference}.`,
		"",
		"The change to make:",
		...changesFor(chosen.buckets).map(({ where, line }) => `  ${where}: ${line}`),
		"  Widthwise's own pages write their srcset from WIDTH_BUCKETS. Variants of widths that are no longer in the list stay in the public store until they are deleted.",
	].join("\n");
}

function writeLines(counts: LineCounts): string {
	const kinds = Object.entries(counts).map(([kind, count]) => `${grouped(count)} ${kind}`);
	return `Logs: ${kinds.join(", ")}.`;
}

function requestsIn({ lines }: TunedFor, { requests }: Analysis): string {
	if (lines)
		return `: ${lines.images.toLocaleString("en")} images in ${lines.lines.toLocaleString("en")} lines`;
	return requests > 1.5 ? `: ${grouped(requests)} requests` : "";
}

function shareOf(share: number): string {
	return percent(share, share < 0.1 ? 2 : 1);
}
