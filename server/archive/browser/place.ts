import { moreLink, showMore } from "./more-photos.ts";

/**
 * Notes the place in the archive as a link is followed, for {@link comeBack}.
 *
 * @example
 * notePlaces();
 */
export function notePlaces(): void {
	window.addEventListener("click", ({ target }) => {
		if (target instanceof Element && target.closest("a")) {
			history.replaceState({ top: scrollY }, "");
		}
	});
}

/**
 * Scrolls to the place that was left, for who comes back to a page that the browser has not kept.
 *
 * @example
 * await comeBack();
 */
export async function comeBack(): Promise<void> {
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
