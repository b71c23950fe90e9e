// Goes on with the photos after the last ones, before anybody gets there. Without it, the link "More"
// leads to them.
const WITHIN = "1500px";

const watcher = new IntersectionObserver(
	async (entries) => {
		for (const { isIntersecting, target } of entries) {
			if (isIntersecting && (await goOn(target))) watch();
		}
	},
	{ rootMargin: `0px 0px ${WITHIN}` },
);

// The way back leads to the place that was left, also where the browser has not kept the page. It is
// noted as a link is followed.
addEventListener("click", ({ target }) => {
	if (target.closest?.("a")) history.replaceState({ top: scrollY }, "");
});
await comeBack();
watch();

async function comeBack() {
	const [visit] = performance.getEntriesByType("navigation");
	const top = history.state?.top;
	if (visit?.type !== "back_forward" || !top) return;
	const isShort = () => document.documentElement.scrollHeight < top + innerHeight;
	while (isShort() && (await goOn(moreLink())));
	scrollTo(0, top);
}

function watch() {
	const more = moreLink();
	if (more) watcher.observe(more);
}

function moreLink() {
	return document.querySelector("a.more");
}

// Whether there were more photos, and they came.
async function goOn(more) {
	if (!more) return false;
	watcher.unobserve(more);
	const next = await fetchPage(more.href).catch(() => null);
	// The link stays for who wants to try again.
	if (!next || !more.isConnected) return false;
	adopt(next.styles);
	const last = [...document.querySelectorAll("main section")].at(-1);
	for (const section of next.page.querySelectorAll("main section")) {
		const isSameMonth = heading(section) === heading(last);
		if (isSameMonth) last.append(...section.querySelectorAll("ul"));
		else more.before(section);
	}
	const further = next.page.querySelector("a.more");
	// Another element, not the same one moved: nothing in sight shifts.
	if (further) more.replaceWith(further);
	else more.remove();
	return true;
}

// The policy allows no style block but the one this page came with, not even in a page that is only
// read; it allows sheets that our own scripts make.
async function fetchPage(address) {
	const response = await fetch(address);
	if (!response.ok) throw new Error(`${response.status}`);
	const [, before, styles, after] = /^(.*?)<style>(.*?)<\/style>(.*)$/s.exec(await response.text());
	return { styles, page: new DOMParser().parseFromString(before + after, "text/html") };
}

function adopt(styles) {
	const sheet = new CSSStyleSheet();
	sheet.replaceSync(styles);
	document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}

function heading(section) {
	return section?.querySelector("h2")?.textContent;
}
