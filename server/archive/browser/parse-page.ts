const [OPEN, CLOSE] = ["<style>", "</style>"];

/**
 * Parses one of our pages without its style block. The Content-Security-Policy allows only the
 * style block of the page that is open, even in a document that is never displayed.
 *
 * @returns the page, and the rules of its style block
 *
 * @example
 * const { page, styles } = parsePage(await response.text());
 */
export function parsePage(html: string): { readonly page: Document; readonly styles: string } {
	const start = html.indexOf(OPEN);
	const end = html.indexOf(CLOSE, start);
	const hasBlock = start >= 0 && end >= 0;
	const rest = hasBlock ? html.slice(0, start) + html.slice(end + CLOSE.length) : html;
	const page = new DOMParser().parseFromString(rest, "text/html");
	return { page, styles: hasBlock ? html.slice(start + OPEN.length, end) : "" };
}
