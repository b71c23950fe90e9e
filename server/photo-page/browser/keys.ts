/**
 * Goes from photo to photo by the arrow keys, and to the archive by Escape.
 *
 * @param newer the link to the newer photo; `null` if there is none
 * @param older the link to the older one
 *
 * @example
 * followKeys(document.querySelector("a.prev"), document.querySelector("a.next"));
 */
export function followKeys(newer: HTMLElement | null, older: HTMLElement | null): void {
	window.addEventListener("keydown", (event) => {
		if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
		const { target } = event;
		if (target instanceof Element && target.closest("input, textarea, select")) return;
		if (event.key === "ArrowLeft") newer?.click();
		if (event.key === "ArrowRight") older?.click();
		if (event.key === "Escape") leave();
	});
}

/** To the archive: to the place in it that the visitor came from, if it was from there. */
function leave(): void {
	const isFromArchive = document.referrer === `${location.origin}/` && history.length > 1;
	if (isFromArchive) history.back();
	else document.querySelector<HTMLElement>("a.home")?.click();
}
