import { parsePage } from "./parse-page.ts";

/**
 * Finds the link to the next page of photos; `null` on the last page.
 *
 * @example
 * const more = moreLink();
 */
export function moreLink(): HTMLAnchorElement | null {
	return document.querySelector<HTMLAnchorElement>("a.more");
}

/**
 * Replaces a link to the next page with that page's photos. Resolves to `false` if they could not
 * be loaded: the link stays, so that visitors can follow it.
 *
 * @example
 * const more = moreLink();
 * if (more) await showMore(more);
 */
export async function showMore(more: HTMLAnchorElement): Promise<boolean> {
	const html = await fetchPage(more.href);
	if (html === null || !more.isConnected) return false;
	const { page, styles } = parsePage(html);
	adopt(styles);
	const last = [...document.querySelectorAll("main section")].at(-1);
	for (const section of page.querySelectorAll("main section")) {
		const isSameMonth = last && heading(section) === heading(last);
		if (isSameMonth) last.append(...section.querySelectorAll("ul"));
		else more.before(section);
	}
	const next = page.querySelector("a.more");
	// New elements, because moving the old ones would count as layout shifts.
	if (next) more.replaceWith(next);
	else more.remove();
	const footer = document.querySelector("footer");
	if (!footer?.contains(document.activeElement)) footer?.replaceWith(footer.cloneNode(true));
	return true;
}

async function fetchPage(address: string): Promise<string | null> {
	const response = await fetch(address).catch(() => null);
	return response?.ok ? response.text().catch(() => null) : null;
}

/** The Content-Security-Policy allows style sheets constructed by our own scripts. */
function adopt(styles: string): void {
	const sheet = new CSSStyleSheet();
	sheet.replaceSync(styles);
	document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}

function heading(section: Element): string | undefined {
	return section.querySelector("h2")?.textContent;
}
