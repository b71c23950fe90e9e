// Goes on with the photos after the last ones, before anybody gets there. Without it, the link "More"
// leads to them.
const WITHIN = "1500px";

const watcher = new IntersectionObserver(
	(entries) => {
		for (const { isIntersecting, target } of entries) if (isIntersecting) void goOn(target);
	},
	{ rootMargin: `0px 0px ${WITHIN}` },
);
watch();

function watch() {
	const more = document.querySelector("a.more");
	if (more) watcher.observe(more);
}

async function goOn(more) {
	watcher.unobserve(more);
	const next = await fetchPage(more.href).catch(() => null);
	// The link stays for who wants to try again.
	if (!next || !more.isConnected) return;
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
	watch();
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
