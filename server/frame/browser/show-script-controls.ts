/**
 * Shows the controls that need script (`data-with-script`) and hides those that replace them
 * without script (`data-without-script`).
 *
 * @example
 * showScriptControls(document);
 */
export function showScriptControls(parent: ParentNode): void {
	for (const control of parent.querySelectorAll<HTMLElement>("[data-with-script]")) {
		control.hidden = false;
	}
	for (const control of parent.querySelectorAll<HTMLElement>("[data-without-script]")) {
		control.hidden = true;
	}
}
