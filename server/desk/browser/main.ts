import { followCards } from "./cards.ts";
import { saveInPlace } from "./save-in-place.ts";
import { enableSelection } from "./selection.ts";

// The desk, for browsers with script. Without script, each form loads a page.

const announcement = document.querySelector("#announcement");

/** Announces an outcome to screen readers. */
function announce(text: string): void {
	if (announcement) announcement.textContent = text;
}

saveInPlace(announce);
if (document.querySelector("#selection")) enableSelection(announce);
followCards();
