import { element } from "../../frame/browser/element.ts";

/**
 * Saves titles and captions as they are left, without a turn of the page.
 *
 * @param say tells it to who cannot see it
 *
 * @example
 * saveInPlace((text) => console.log(text));
 */
export function saveInPlace(say: (text: string) => void): void {
	for (const form of document.querySelectorAll<HTMLFormElement>("form.edit-words")) {
		const button = element(form, "button", HTMLButtonElement);
		button.hidden = true;
		form.addEventListener("input", () => {
			button.hidden = false;
			element(form, ".said", HTMLElement).textContent = "";
		});
		form.addEventListener("change", () => void save(form, say));
		form.addEventListener("submit", (event) => {
			event.preventDefault();
			void save(form, say);
		});
	}
}

async function save(form: HTMLFormElement, say: (text: string) => void): Promise<void> {
	const card = form.closest<HTMLElement>("[data-photo]");
	const said = element(form, ".said", HTMLElement);
	const words = Object.fromEntries(new FormData(form));
	// Leaving a field that was saved by its button is no change.
	const text = JSON.stringify(words);
	if (form.dataset.saved === text) return;
	form.dataset.saved = text;
	const response = await fetch(`/api/photos/${card?.dataset.photo}`, {
		method: "PATCH",
		headers: { "Content-Type": "application/json" },
		body: text,
	}).catch(() => null);
	if (response?.ok) {
		said.textContent = "Saved";
		element(form, "button", HTMLButtonElement).hidden = true;
	} else {
		delete form.dataset.saved;
		said.textContent = await reasonOf(response);
	}
	say(said.textContent);
}

async function reasonOf(response: Response | null): Promise<string> {
	if (!response) return "Not saved: the server does not answer";
	if (response.status === 401) return "Not saved: you are signed out";
	const { error }: { error?: { message?: string } } = await response.json().catch(() => ({}));
	return `Not saved: ${error?.message ?? `the server answers ${response.status}`}`;
}
