/** A table: a title, column heads and rows of cells. */
export type Table = {
	readonly title: string;
	readonly head: readonly string[];
	readonly rows: readonly (readonly string[])[];
	/** The raw measurements by name and unit, one value per round, for programs. */
	readonly samples?: Readonly<Record<string, readonly number[]>>;
	/** Rows that are left out because a program is missing. */
	readonly missing?: readonly string[];
};

/**
 * Formats a table in Markdown, with aligned columns.
 *
 * @example
 * console.log(formatTable({ title: "Hits", head: ["server", "a second"], rows: [["nginx", "22000"]] }));
 */
export function formatTable({ title, head, rows, missing = [] }: Table): string {
	const lines = [head, ...rows];
	const widths = head.map((_, column) =>
		Math.max(...lines.map((cells) => (cells[column] ?? "").length)),
	);
	const write = (cells: readonly string[]): string =>
		`| ${widths.map((width, column) => (cells[column] ?? "").padEnd(width)).join(" | ")} |`;
	const rule = `|${widths.map((width) => "-".repeat(width + 2)).join("|")}|`;
	const leftOut = missing.length > 0 ? [`\nNot measured: ${missing.join(", ")}.`] : [];
	return [`### ${title}`, "", write(head), rule, ...rows.map(write), ...leftOut, ""].join("\n");
}
