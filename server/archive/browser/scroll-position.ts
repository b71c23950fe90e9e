import { moreLink, showMore } from "./more-photos.ts";

/**
 * Saves the scroll position when a link is followed, for {@link restoreScrollPosition}.
 *
 * @example
 * saveScrollPosition();
 */
export function saveScrollPosition(): void {
	window.addEventListener("click", ({ target }) => {
		if (target instanceof Element && target.closest("a")) {
			history.replaceState({ top: scrollY }, "");
		}
	});
}

/**
 * Scrolls to the saved position after a visitor returned by "back" or "forward" and the browser had
 * to load the page again. Loads older photos until the page is long enough.
 *
 * @example
 * await restoreScrollPosition();
 */
export async function restoreScrollPosition(): Promise<void> {
	const [visit] = performance.getEntriesByType("navigation");
	const isReturn = visit instanceof PerformanceNavigationTiming && visit.type === "back_forward";
	const state: { readonly top?: number } | null = history.state;
	const top = state?.top;
	if (!isReturn || !top) return;
	let more = moreLink();
	while (more && isShort(top) && (await showMore(more))) more = moreLink();
	scrollTo(0, top);
}

function isShort(top: number): boolean {
	return document.documentElement.scrollHeight < top + innerHeight;
}
