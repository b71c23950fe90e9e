import { moreLink, showMore } from "./more-photos.ts";
import { comeBack, notePlaces } from "./place.ts";

// Goes on with the photos after the last ones, before anybody gets there. Without it, the link "More"
// leads to them.
const WITHIN = "1500px";

const watcher = new IntersectionObserver(
	async (entries) => {
		for (const { isIntersecting, target } of entries) {
			if (!isIntersecting || !(target instanceof HTMLAnchorElement)) continue;
			watcher.unobserve(target);
			if (await showMore(target)) watch();
		}
	},
	{ rootMargin: `0px 0px ${WITHIN}` },
);

function watch(): void {
	const more = moreLink();
	if (more) watcher.observe(more);
}

notePlaces();
await comeBack();
watch();
