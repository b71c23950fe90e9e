import { describeMachine } from "../harness/machine.ts";
import type { Output } from "../harness/options.ts";
import { formatTable, type Table } from "../harness/table.ts";
import { htmlPage, htmlTable } from "./page.ts";

/**
 * Prints tables as text or as one JSON object, and writes a page if requested.
 *
 * @example
 * await printTables([table], { json: false, html: "misses.html" }, console.log);
 */
export async function printTables(
	tables: readonly Table[],
	{ json, html }: Output,
	print: (text: string) => void,
): Promise<void> {
	const machine = describeMachine();
	if (json) print(JSON.stringify({ machine, tables }));
	else print([`${machine}\n`, ...tables.map(formatTable)].join("\n"));
	if (html === undefined) return;
	const body = [`<p>${machine}</p>`, ...tables.map((table) => htmlTable(table))];
	await Bun.write(html, htmlPage(tables[0]?.title ?? "", body.join("\n")));
}
