import type { Analysis, ListCost } from "../../tuning/analysis.ts";
import { changesFor } from "../../tuning/change.ts";
import type { TunedFor } from "../../tuning/requests.ts";
import type { Colours } from "../console/colours.ts";
import { printable } from "../console/printable.ts";

/**
 * Writes for people which buckets are cheapest, and what the others cost.
 *
 * @example
 * formatAnalysis(tunedFor, analyze(tunedFor.requests, rules), createColours(false));
 */
export function formatAnalysis(tunedFor: TunedFor, analysis: Analysis, colours: Colours): string {
	const { curve, recommended, why, chosen, today, unit } = analysis;
	const { bold, dim, yellow } = colours;
	const isRecommended = chosen === recommended;
	return [
		`Tuned for ${printable(tunedFor.source)}.`,
		...tunedFor.warnings.map((warning) => yellow(`Warning: ${printable(warning)}.`)),
		"",
		dim(row("buckets", "overshoot", "hit rate", "the cheapest list")),
		...curve.map((list) => {
			const line = costRow(list);
			return list === chosen ? bold(line) : line;
		}),
		dim(`Overshoot: ${unit === "pixels" ? "pixels" : `bytes of ${unit}`} above what was needed.`),
		"",
		`Recommended: ${recommended.buckets.length} buckets, because ${why}.`,
		...(isRecommended ? [] : [`Asked for: ${chosen.buckets.length} buckets.`]),
		`Today: ${costRow(today).trim()}`,
		"",
		...changesFor(chosen.buckets).map(({ where, line }) => `${bold(where)}: ${line}`),
	].join("\n");
}

function costRow({ buckets, overshootShare, hitRate, undersizedShare }: ListCost): string {
	const narrow = undersizedShare > 0 ? ` (too narrow for ${percent(undersizedShare)})` : "";
	const list = buckets.join(",") + narrow;
	return row(String(buckets.length), percent(overshootShare), percent(hitRate), list);
}

function row(count: string, overshoot: string, hitRate: string, list: string): string {
	return `${count.padStart(7)}  ${overshoot.padStart(9)}  ${hitRate.padStart(8)}  ${list}`;
}

function percent(share: number): string {
	return `${(share * 100).toFixed(1)} %`;
}
