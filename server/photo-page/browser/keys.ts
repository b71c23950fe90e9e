/**
 * Opens the neighbouring photos with the arrow keys, and the archive with Escape.
 *
 * @param newer the link to the newer photo; `null` if there is none
 * @param older the link to the older photo; `null` if there is none
 *
 * @example
 * navigateByKeys(document.querySelector("a.prev"), document.querySelector("a.next"));
 */
export function navigateByKeys(newer: HTMLElement | null, older: HTMLElement | null): void {
	window.addEventListener("keydown", (event) => {
		if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
		const { target } = event;
		if (target instanceof Element && target.closest("input, textarea, select")) return;
		if (event.key === "ArrowLeft") newer?.click();
		if (event.key === "ArrowRight") older?.click();
		if (event.key === "Escape") openArchive();
	});
}

/** Opens the archive, at the position that the visitor came from if they came from there. */
function openArchive(): void {
	const isFromArchive = document.referrer === `${location.origin}/` && history.length > 1;
	if (isFromArchive) history.back();
	else document.querySelector<HTMLElement>("a.home")?.click();
}
