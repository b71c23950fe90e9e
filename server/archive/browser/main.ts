import { moreLink, showMore } from "./more-photos.ts";
import { restoreScrollPosition, saveScrollPosition } from "./scroll-position.ts";

// Loads older photos before the visitor reaches the end of the page. Without script, a link leads
// to the next page.

/** How far below the window the link may be when older photos are loaded. */
const LOAD_AHEAD = "1500px";

const watcher = new IntersectionObserver(
	async (entries) => {
		for (const { isIntersecting, target } of entries) {
			if (!isIntersecting || !(target instanceof HTMLAnchorElement)) continue;
			watcher.unobserve(target);
			if (await showMore(target)) watch();
		}
	},
	{ rootMargin: `0px 0px ${LOAD_AHEAD}` },
);

function watch(): void {
	const more = moreLink();
	if (more) watcher.observe(more);
}

saveScrollPosition();
await restoreScrollPosition();
watch();
