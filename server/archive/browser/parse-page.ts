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
	const [block = "", styles = ""] = /<style>(.*?)<\/style>/s.exec(html) ?? [];
	const page = new DOMParser().parseFromString(html.replace(block, ""), "text/html");
	return { page, styles };
}
