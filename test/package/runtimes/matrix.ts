import { join } from "node:path";
import { ROOT } from "../../house/source-files.ts";
import type { Column } from "./column.ts";
import { FEATURE_NAMES, FEATURES } from "./features.ts";

/** The file with the table. */
export const README: string = join(ROOT, "core/README.md");

const [START, END] = ["<!-- runtimes -->", "<!-- /runtimes -->"];

/**
 * Formats the table of runtimes.
 *
 * @param columns by the heads of the columns
 */
export function formatMatrix(columns: ReadonlyMap<string, Column>): string {
	const rows = FEATURE_NAMES.map((name) => [
		FEATURES[name],
		...[...columns.values()].map((column) => column.get(name) ?? ""),
	]);
	const lines = [["", ...columns.keys()], ["", ...columns.keys()].map(() => "---"), ...rows];
	return lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/**
 * Reads the table: the inverse of {@link formatMatrix}.
 *
 * @throws {Error} if a row has another title than its feature
 */
export function readMatrix(markdown: string): ReadonlyMap<string, Column> {
	const [[, ...heads] = [], , ...rows] = blockOf(markdown)
		.trim()
		.split("\n")
		.map((line) =>
			line
				.split("|")
				.slice(1, -1)
				.map((cell) => cell.trim()),
		);
	const titles = rows.map(([title]) => title);
	const expected = FEATURE_NAMES.map((name) => FEATURES[name]);
	if (titles.join() !== expected.join()) throw new Error(`The rows must be ${expected}`);
	return new Map(
		heads.map((head, i): [string, Column] => [
			head,
			new Map(FEATURE_NAMES.map((name, row) => [name, rows[row]?.[i + 1] ?? ""])),
		]),
	);
}

/** Replaces the table in a page. */
export function withMatrix(markdown: string, table: string): string {
	return markdown.replace(blockOf(markdown), `\n\n${table}\n\n`);
}

function blockOf(markdown: string): string {
	const [start, end] = [markdown.indexOf(START), markdown.indexOf(END)];
	if (start < 0 || end < start) throw new Error(`A page must have ${START} and ${END}`);
	return markdown.slice(start + START.length, end);
}
