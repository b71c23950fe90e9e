import { parsePage } from "./parse-page.ts";

/**
 * The link to the photos after the last ones; `null` if there are none.
 *
 * @example
 * const more = moreLink();
 */
export function moreLink(): HTMLAnchorElement | null {
	return document.querySelector<HTMLAnchorElement>("a.more");
}

/**
 * Puts the photos that a link leads to in its place; resolves to whether they came. Where they did not,
 * the link stays for who wants to try again.
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
	const further = page.querySelector("a.more");
	// Another element, not the same one moved: nothing in sight shifts.
	if (further) more.replaceWith(further);
	else more.remove();
	return true;
}

async function fetchPage(address: string): Promise<string | null> {
	const response = await fetch(address).catch(() => null);
	return response?.ok ? response.text().catch(() => null) : null;
}

/** The policy allows sheets that our own scripts make. */
function adopt(styles: string): void {
	const sheet = new CSSStyleSheet();
	sheet.replaceSync(styles);
	document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}

function heading(section: Element): string | undefined {
	return section.querySelector("h2")?.textContent;
}
