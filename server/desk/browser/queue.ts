import { requireElement } from "../../frame/browser/require-element.ts";
import { followPhotos } from "../../live/browser/photo-stages.ts";

// Follows the photos in the queue without a reload. Without script, the page shows the moment at which
// it was loaded.

/** Milliseconds: many photos change at the same time. */
const PAUSE_MS = 500;

const summary = requireElement(document, "#summary", HTMLElement);
const queue = requireElement(document, "#queue", HTMLElement);
let isDue = false;

function refreshSoon(): void {
	if (isDue) return;
	isDue = true;
	setTimeout(() => {
		isDue = false;
		void refresh();
	}, PAUSE_MS);
}

async function refresh(): Promise<void> {
	// A button that is about to be pressed stays.
	if (queue.contains(document.activeElement)) return;
	const response = await fetch(location.href).catch(() => null);
	if (!response?.ok) return;
	const page = new DOMParser().parseFromString(await response.text(), "text/html");
	const text = requireElement(page, "#summary", HTMLElement).textContent;
	if (summary.textContent !== text) summary.textContent = text;
	queue.replaceChildren(...requireElement(page, "#queue", HTMLElement).childNodes);
}

queue.addEventListener("focusout", refreshSoon);
followPhotos({ onStage: refreshSoon, onPublishing: refreshSoon, onGap: refreshSoon });
