import { htmlPage, htmlTable } from "../report/page.ts";
import { formatTable, type Table } from "../table.ts";
import { describeMachine } from "./machine.ts";

/**
 * Prints what was measured: tables for people, or one object for machines; and writes a page if asked.
 *
 * @param options.html path of the page; `null`: none
 *
 * @example
 * await printTables([table], { json: false, html: "misses.html" }, console.log);
 */
export async function printTables(
	tables: readonly Table[],
	options: { readonly json: boolean; readonly html: string | null },
	print: (text: string) => void,
): Promise<void> {
	const machine = describeMachine();
	if (options.json) print(JSON.stringify({ machine, tables }));
	else print([`${machine}\n`, ...tables.map(formatTable)].join("\n"));
	if (options.html === null) return;
	const body = [`<p>${machine}</p>`, ...tables.map((table) => htmlTable(table))];
	await Bun.write(options.html, htmlPage(tables[0]?.title ?? "", body.join("\n")));
}
