import type { Table } from "../harness/table.ts";
import { COLOUR_STYLE } from "./colours.ts";

/**
 * Escapes text for HTML content and quoted attributes.
 *
 * @example
 * escapeHtml("a < b"); // "a &lt; b"
 */
export function escapeHtml(text: string): string {
	return text
		.replaceAll("&", "&amp;")
		.replaceAll("<", "&lt;")
		.replaceAll(">", "&gt;")
		.replaceAll('"', "&quot;");
}

/**
 * Renders a self-contained page.
 *
 * @param body HTML
 *
 * @example
 * await Bun.write("tune.html", htmlPage("Tune", htmlTable(table)));
 */
export function htmlPage(title: string, body: string): string {
	return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; display: block; overflow-x: auto; }
th, td { text-align: left; padding: 0.25rem 0.75rem; border-bottom: 1px solid #8884; vertical-align: top; }
tr.marked td { font-weight: bold; }
figure { margin: 2rem 0; }
figcaption { font-weight: bold; }
svg { width: 100%; height: auto; }
svg text { font-size: 13px; fill: currentColor; }
svg .grid { stroke: #8884; }
.legend span, figcaption span { margin-right: 1.5rem; }${COLOUR_STYLE}
.widths { color: #59636e; }
.widths svg { height: auto; overflow: visible; }
.widths figcaption svg { width: 14px; height: 14px; }
.widths .request { fill: #0072b2; }
.widths .level { stroke: #8884; }
.widths .floor { stroke: currentColor; }
.widths .today { stroke: currentColor; stroke-width: 1.5; stroke-dasharray: 3 3; }
.widths .recommended, .widths .chosen { fill: #009e73; }
.warning { border-left: 0.5rem solid #d55e00; padding-left: 1rem; }
code { overflow-wrap: anywhere; }
</style>
</head>
<body>
<h1>${escapeHtml(title)}</h1>
${body}
</body>
</html>
`;
}

/**
 * Renders a table as HTML.
 *
 * @param isMarked whether to highlight a row, by its position
 *
 * @example
 * htmlTable({ title: "Hits", head: ["server"], rows: [["nginx"]] }, (row) => row === 0);
 */
export function htmlTable(
	{ title, head, rows, missing = [] }: Table,
	isMarked: (row: number) => boolean = () => false,
): string {
	const heads = head.map((cell) => `<th scope="col">${escapeHtml(cell)}</th>`).join("");
	const lines = rows.map((cells, row) => {
		const inner = cells.map((cell) => `<td>${escapeHtml(cell)}</td>`).join("");
		return `<tr${isMarked(row) ? ' class="marked"' : ""}>${inner}</tr>`;
	});
	const leftOut =
		missing.length > 0 ? `\n<p>Not measured: ${escapeHtml(missing.join(", "))}.</p>` : "";
	return `<h2>${escapeHtml(title)}</h2>
<table><thead><tr>${heads}</tr></thead><tbody>
${lines.join("\n")}
</tbody></table>${leftOut}`;
}
