// Names the buttons of Bull Board that have only an icon, by that icon.

/** The names of icons' elements, and what their buttons do. */
const NAMES: Readonly<Record<string, string>> = {
	"lucide-maximize": "Full screen",
	"lucide-settings": "Settings",
	"lucide-search": "Search",
	"lucide-circle-user": "Other pages",
	"lucide-ellipsis-vertical": "More actions",
};

const UNNAMED = "button:not([aria-label], [aria-labelledby], [title])";

function nameButtons(): void {
	for (const button of document.querySelectorAll(UNNAMED)) {
		const icon = button.querySelector("svg");
		if (icon && readText(button) === "") button.setAttribute("aria-label", nameOf(icon));
	}
	// The logo, beside which the board's title stands.
	for (const image of document.querySelectorAll("svg[role=img]:not([aria-label])")) {
		image.setAttribute("aria-hidden", "true");
	}
}

/** The text that screen readers read. */
function readText(button: Element): string {
	const texts = [...button.childNodes].map((node) => {
		const isHidden = node instanceof Element && node.matches("[aria-hidden=true]");
		return isHidden ? "" : node.textContent;
	});
	return texts.join("").trim();
}

/** Names an icon that is not in the table by its element: "lucide-chevron-down" is "chevron down". */
function nameOf(icon: Element): string {
	const names = [...icon.classList].filter((name) => name.startsWith("lucide-"));
	const known = names.map((name) => NAMES[name]).find((name) => name !== undefined);
	return known ?? names[0]?.replace("lucide-", "").replaceAll("-", " ") ?? "Button";
}

new MutationObserver(nameButtons).observe(document, { childList: true, subtree: true });
nameButtons();
