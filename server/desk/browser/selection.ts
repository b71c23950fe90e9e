import { requireElement } from "../../frame/browser/require-element.ts";
import { showScriptControls } from "../../frame/browser/show-script-controls.ts";
import { writeTrashed } from "../write-trashed.ts";

/**
 * Lets the owner select photos, a range of them with the Shift key, and delete them after
 * confirmation.
 *
 * @param announce receives each outcome, for screen readers
 *
 * @example
 * enableSelection((text) => console.log(text));
 */
export function enableSelection(announce: (text: string) => void): void {
	const bar = requireElement(document, "#selection", HTMLFormElement);
	const dialog = requireElement(document, "#confirm", HTMLDialogElement);
	const remove = requireElement(bar, ".danger", HTMLButtonElement);
	const actions = [...bar.querySelectorAll<HTMLButtonElement>("button[type=submit]")];
	const everything = bar.querySelector<HTMLInputElement>(".everything input");
	const none = requireElement(bar, ".none", HTMLButtonElement);
	const count = requireElement(bar, ".selected-count", HTMLElement);
	showScriptControls(bar);

	const boxes = (): readonly HTMLInputElement[] => [
		...document.querySelectorAll<HTMLInputElement>(".card input[type=checkbox]"),
	];
	const selected = (): readonly HTMLInputElement[] => boxes().filter(({ checked }) => checked);

	function update(): void {
		const isEverything = everything?.checked === true;
		const number = isEverything ? Number(everything.dataset.count) : selected().length;
		count.textContent =
			number === 0 ? "None selected" : `${number.toLocaleString("en-GB")} selected`;
		for (const button of [...actions, none]) button.disabled = number === 0;
		bar.dataset.isActive = String(number > 0);
	}

	function selectAll(isSelected: boolean): void {
		for (const box of boxes()) box.checked = isSelected;
		if (everything) everything.checked = false;
		update();
		announce(count.textContent ?? "");
	}

	let last: HTMLInputElement | null = null;
	document.addEventListener("click", (event) => {
		const box = event.target;
		if (!(box instanceof HTMLInputElement) || !boxes().includes(box)) return;
		if (event.shiftKey && last) selectRange(boxes(), last, box);
		last = box;
		update();
	});
	requireElement(bar, ".page", HTMLButtonElement).addEventListener("click", () => selectAll(true));
	everything?.addEventListener("change", update);
	none.addEventListener("click", () => selectAll(false));
	bar.addEventListener("submit", (event) => {
		// Loads a page of its own, which names and counts the photos.
		if (event.submitter !== remove || everything?.checked) return;
		event.preventDefault();
		requireElement(dialog, "#confirm-question", HTMLElement).textContent = question(
			selected().length,
		);
		dialog.returnValue = "";
		dialog.showModal();
	});
	dialog.addEventListener("close", async () => {
		if (dialog.returnValue !== "delete") return;
		remove.disabled = true;
		const cards = selected().flatMap((box) => box.closest<HTMLElement>(".card") ?? []);
		const outcome = await deletePhotos(cards);
		update();
		count.textContent = outcome;
		announce(outcome);
	});
	update();
}

/** Shows the button that takes photos out of the trash; there is none if photos are deleted for good. */
function offerUndo(batch: string, photos: number): void {
	const notice = document.querySelector<HTMLFormElement>("#trashed");
	if (!notice || photos === 0) return;
	requireElement(notice, ".trashed-count", HTMLElement).textContent = writeTrashed(photos);
	requireElement(notice, "button", HTMLButtonElement).value = batch;
	notice.hidden = false;
	requireElement(notice, "button", HTMLButtonElement).focus();
}

/** Deletes photos one after another, because each means several deletions on the server. */
async function deletePhotos(cards: readonly HTMLElement[]): Promise<string> {
	let count = 0;
	let advice = "try again";
	// To undo this deletion, and no other.
	const batch = `${Date.now()}-${Math.random().toString(36).slice(2)}`;
	for (const card of cards) {
		const { photo } = card.dataset;
		const response = await fetch(`/api/photos/${photo}?batch=${batch}`, {
			method: "DELETE",
		}).catch(() => null);
		// 404: the photo was deleted already.
		if (response?.ok || response?.status === 404) {
			card.remove();
			count++;
		} else if (response?.status === 401) advice = "you are signed out";
	}
	offerUndo(batch, count);
	const deleted = `${count} ${count === 1 ? "photo" : "photos"} deleted`;
	return count === cards.length
		? deleted
		: `${deleted}, ${cards.length - count} not deleted: ${advice}`;
}

function selectRange(
	boxes: readonly HTMLInputElement[],
	first: HTMLInputElement,
	last: HTMLInputElement,
): void {
	const [from = 0, to = 0] = [boxes.indexOf(first), boxes.indexOf(last)].sort((a, b) => a - b);
	for (const box of boxes.slice(from, to + 1)) box.checked = last.checked;
}

function question(count: number): string {
	return count === 1 ? "Delete this photo?" : `Delete these ${count} photos?`;
}
