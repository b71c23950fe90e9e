import { requireElement } from "../../frame/browser/require-element.ts";

/**
 * Saves titles and captions when their fields lose the focus, without loading a page.
 *
 * @param announce receives each outcome, for screen readers
 *
 * @example
 * saveInPlace((text) => console.log(text));
 */
export function saveInPlace(announce: (text: string) => void): void {
	for (const form of document.querySelectorAll<HTMLFormElement>("form.edit-text")) {
		const button = requireElement(form, "button", HTMLButtonElement);
		button.hidden = true;
		form.addEventListener("input", () => {
			button.hidden = false;
			requireElement(form, ".save-status", HTMLElement).textContent = "";
		});
		form.addEventListener("change", () => void save(form, announce));
		form.addEventListener("submit", (event) => {
			event.preventDefault();
			void save(form, announce);
		});
	}
}

async function save(form: HTMLFormElement, announce: (text: string) => void): Promise<void> {
	const card = form.closest<HTMLElement>("[data-photo]");
	const status = requireElement(form, ".save-status", HTMLElement);
	const body = JSON.stringify(Object.fromEntries(new FormData(form)));
	// Saved by the button already: the field only loses the focus.
	if (form.dataset.saved === body) return;
	form.dataset.saved = body;
	const response = await fetch(`/api/photos/${card?.dataset.photo}`, {
		method: "PATCH",
		headers: { "Content-Type": "application/json" },
		body,
	}).catch(() => null);
	if (response?.ok) {
		status.textContent = "Saved";
		showName(card, form);
		requireElement(form, "button", HTMLButtonElement).hidden = true;
	} else {
		delete form.dataset.saved;
		status.textContent = await reasonOf(response);
	}
	announce(status.textContent);
}

/** What visitors now see. */
function showName(card: HTMLElement | null, form: HTMLFormElement): void {
	const shown = card?.querySelector<HTMLElement>(".shown-name");
	const title = requireElement(form, "[name=title]", HTMLInputElement).value.trim();
	const untitled = shown?.dataset.untitled;
	if (shown && untitled !== undefined) shown.textContent = title || untitled;
}

async function reasonOf(response: Response | null): Promise<string> {
	if (!response) return "Not saved: the server does not answer";
	if (response.status === 401) return "Not saved: you are signed out";
	const { error }: { error?: { message?: string } } = await response.json().catch(() => ({}));
	return `Not saved: ${error?.message ?? `the server answered ${response.status}`}`;
}
