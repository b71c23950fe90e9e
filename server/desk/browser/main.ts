import { followCards } from "./cards.ts";
import { offerChoice } from "./choice.ts";
import { saveInPlace } from "./save-in-place.ts";

// The desk, for browsers with script: without it, each form is a page's turn.

const said = document.querySelector("#said");

/** Tells it to who cannot see it happen. */
function say(text: string): void {
	if (said) said.textContent = text;
}

saveInPlace(say);
offerChoice(say);
followCards();
