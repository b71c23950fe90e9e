import type { Table } from "../harness/table.ts";
import { escapeHtml, htmlPage, htmlTable } from "../plot/page.ts";
import { drawPlot } from "../plot/plot.ts";
import { hitRatePlot, type ListResult, storedPlot } from "./plots.ts";

/**
 * The comparison as a page that needs nothing but itself.
 *
 * @param about what was served, in a sentence
 *
 * @example
 * await Bun.write("hit-rate.html", writePage(about, lists, tables));
 */
export function writePage(
	about: string,
	lists: readonly ListResult[],
	tables: readonly Table[],
): string {
	return htmlPage(
		"Bucket lists side by side",
		[
			`<p>${escapeHtml(about)}</p>`,
			drawPlot(hitRatePlot(lists)),
			drawPlot(storedPlot(lists)),
			...tables.map((table) => htmlTable(table)),
		].join("\n"),
	);
}
