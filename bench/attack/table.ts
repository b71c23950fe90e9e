import type { Table } from "../harness/table.ts";
import type { Phase } from "./neighbour.ts";
import type { Outcome } from "./scenarios/scenario.ts";

/** A scenario and what was measured while it ran. Memory in bytes. */
export type Attacked = {
	readonly name: string;
	readonly quiet: Phase;
	readonly busy: Phase;
	readonly outcome: Outcome;
	readonly peak: number;
	readonly after: number;
};

/**
 * Makes the table of an attack, a row for each scenario.
 *
 * @param placement describes which processors server and clients had
 *
 * @example
 * console.log(formatTable(attackTable(attacked, description)));
 */
export function attackTable(attacked: readonly Attacked[], placement: string): Table {
	const ratios = attacked.map(({ quiet, busy }) => busy.p99 / quiet.p99);
	return {
		title: `A server under attack: a neighbour's hits beside the quiet phase before (${placement})`,
		head: [
			...["attack", "hits", "p50", "p99", "p99 to quiet", "answers", "left early", "no answer"],
			...["uploads lost", "memory at most", "after", "notes"],
		],
		rows: attacked.map(attackRow),
		samples: {
			"p99 under attack / quiet": ratios,
			"no answer": attacked.map(({ outcome, busy }) => outcome.unanswered + busy.failed),
			"uploads lost": attacked.map(({ outcome }) => outcome.lost),
		},
	};
}

/**
 * Makes the row of a scenario.
 *
 * @example
 * attackRow(attacked).join(" | ");
 */
export function attackRow({
	name,
	quiet,
	busy,
	outcome,
	peak,
	after,
}: Attacked): readonly string[] {
	const { statuses, left, unanswered, acknowledged, lost, notes } = outcome;
	const answers = [...statuses].toSorted().map(([status, count]) => `${count} of ${status}`);
	return [
		name,
		`${quiet.requests}, ${busy.requests}`,
		`${milliseconds(quiet.p50)} to ${milliseconds(busy.p50)}`,
		`${milliseconds(quiet.p99)} to ${milliseconds(busy.p99)}`,
		`${(busy.p99 / quiet.p99).toFixed(1)}x`,
		answers.join(", "),
		`${left}`,
		`${unanswered + busy.failed}`,
		acknowledged > 0 ? `${lost} of ${acknowledged}` : "",
		megabytes(peak),
		megabytes(after),
		notes.join("; "),
	];
}

function milliseconds(value: number): string {
	return `${value.toFixed(1)} ms`;
}

function megabytes(bytes: number): string {
	return `${(bytes / 2 ** 20).toFixed(0)} MB`;
}
