/**
 * Parses a page of ours apart from its style block: the policy allows none but the one that the visitor's
 * page came with, not even in a page that is only read.
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
