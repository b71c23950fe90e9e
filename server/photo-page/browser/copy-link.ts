/**
 * Makes a button that copies the page's link out of the link itself. Pages that are not served over
 * https have no clipboard: there the link stays.
 *
 * @example
 * offerCopying();
 */
export function offerCopying(): void {
	const link = document.querySelector<HTMLAnchorElement>("a.share");
	if (!link || !navigator.clipboard) return;
	const button = document.createElement("button");
	button.type = "button";
	button.className = link.className;
	button.textContent = "Copy link";
	const said = document.createElement("span");
	said.className = "unseen";
	said.setAttribute("role", "status");
	button.addEventListener("click", async () => {
		await navigator.clipboard.writeText(link.href);
		button.textContent = "Link copied";
		said.textContent = "Link copied";
	});
	link.replaceWith(button, said);
}
