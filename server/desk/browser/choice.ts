import { element } from "../../frame/browser/element.ts";
import { showLive } from "../../frame/browser/show-live.ts";

/**
 * Lets several photos be chosen, a whole row with the Shift key, and deleted after a question.
 *
 * @param say tells it to who cannot see it
 *
 * @example
 * offerChoice((text) => console.log(text));
 */
export function offerChoice(say: (text: string) => void): void {
	const bar = element(document, "#choice", HTMLFormElement);
	const dialog = element(document, "#confirm", HTMLDialogElement);
	const remove = element(bar, ".danger", HTMLButtonElement);
	const none = element(bar, ".none", HTMLButtonElement);
	const count = element(bar, ".chosen", HTMLElement);
	showLive(bar);

	const boxes = (): readonly HTMLInputElement[] => [
		...document.querySelectorAll<HTMLInputElement>(".card input[type=checkbox]"),
	];
	const chosen = (): readonly HTMLInputElement[] => boxes().filter(({ checked }) => checked);

	function update(): void {
		const number = chosen().length;
		count.textContent = number === 0 ? "None chosen" : `${number} chosen`;
		remove.disabled = number === 0;
		none.disabled = number === 0;
		bar.dataset.isActive = String(number > 0);
	}

	function chooseAll(isChosen: boolean): void {
		for (const box of boxes()) box.checked = isChosen;
		update();
		say(count.textContent ?? "");
	}

	let last: HTMLInputElement | null = null;
	document.addEventListener("click", (event) => {
		const box = event.target;
		if (!(box instanceof HTMLInputElement) || !boxes().includes(box)) return;
		if (event.shiftKey && last) chooseBetween(boxes(), last, box);
		last = box;
		update();
	});
	element(bar, ".all", HTMLButtonElement).addEventListener("click", () => chooseAll(true));
	none.addEventListener("click", () => chooseAll(false));
	bar.addEventListener("submit", (event) => {
		event.preventDefault();
		element(dialog, "#confirm-question", HTMLElement).textContent = question(chosen().length);
		dialog.returnValue = "";
		dialog.showModal();
	});
	dialog.addEventListener("close", async () => {
		if (dialog.returnValue !== "delete") return;
		remove.disabled = true;
		const cards = chosen().flatMap((box) => box.closest<HTMLElement>(".card") ?? []);
		const outcome = await deletePhotos(cards);
		update();
		count.textContent = outcome;
		say(outcome);
	});
	update();
}

/** One after another: each is a handful of deletions on the server. */
async function deletePhotos(cards: readonly HTMLElement[]): Promise<string> {
	let removed = 0;
	let advice = "try again";
	for (const card of cards) {
		const { photo } = card.dataset;
		const response = await fetch(`/api/photos/${photo}`, { method: "DELETE" }).catch(() => null);
		// Gone already is gone, too.
		if (response?.ok || response?.status === 404) {
			card.remove();
			removed++;
		} else if (response?.status === 401) advice = "you are signed out";
	}
	const deleted = `${removed} ${removed === 1 ? "photo" : "photos"} deleted`;
	return removed === cards.length
		? deleted
		: `${deleted}, ${cards.length - removed} not: ${advice}`;
}

function chooseBetween(
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
