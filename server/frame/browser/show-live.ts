/**
 * Shows what only works with script (`data-with-script`), hides what is only for browsers without.
 *
 * @example
 * showLive(document);
 */
export function showLive(parent: ParentNode): void {
	for (const only of parent.querySelectorAll<HTMLElement>("[data-with-script]")) {
		only.hidden = false;
	}
	for (const only of parent.querySelectorAll<HTMLElement>("[data-without-script]")) {
		only.hidden = true;
	}
}
