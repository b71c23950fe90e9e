/**
 * Replaces the link to the page with a button that copies it. Without https, browsers offer no
 * clipboard: then the link stays.
 *
 * @example
 * addCopyButton();
 */
export function addCopyButton(): void {
	const link = document.querySelector<HTMLAnchorElement>("a.share");
	if (!link || !navigator.clipboard) return;
	const button = document.createElement("button");
	button.type = "button";
	button.className = link.className;
	button.textContent = "Copy link";
	const status = document.createElement("span");
	status.className = "unseen";
	status.setAttribute("role", "status");
	button.addEventListener("click", async () => {
		await navigator.clipboard.writeText(link.href);
		button.textContent = "Link copied";
		status.textContent = "Link copied";
	});
	link.replaceWith(button, status);
}
