import type { Table } from "../harness/table.ts";
import { escapeHtml, htmlPage, htmlTable } from "../plot/page.ts";
import { drawPlot } from "../plot/plot.ts";
import { hitRatePlot, type ListResult, storedPlot } from "./plots.ts";

/**
 * Renders the comparison as a self-contained page.
 *
 * @param about a sentence about the requests
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
		"Bucket lists compared",
		[
			`<p>${escapeHtml(about)}</p>`,
			drawPlot(hitRatePlot(lists)),
			drawPlot(storedPlot(lists)),
			...tables.map((table) => htmlTable(table)),
		].join("\n"),
	);
}
