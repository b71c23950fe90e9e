import { parsePage } from "./parse-page.ts";

// Shows the owner's photos as they are published, without a reload.
let events = listen();
let isRefreshing = false;
let isStale = false;

// A page that the browser keeps for the way back must not hold a connection.
window.addEventListener("pagehide", () => events.close());
window.addEventListener("pageshow", ({ persisted }) => {
	if (persisted) events = listen();
});

function listen(): EventSource {
	const source = new EventSource("/api/events");
	// What changed while nobody listened, before this or over a lost connection.
	source.addEventListener("open", () => {
		if (document.querySelector(".pending:not(.failed)")) void refresh();
	});
	source.addEventListener("photo", ({ data }) => {
		const { id, status }: { readonly id: string; readonly status: string } = JSON.parse(data);
		const tile = tileOf(document, id);
		if (!tile || tile.dataset.status === status) return;
		if (status === "removed") tile.remove();
		else void refresh();
	});
	return source;
}

/** One look at a time; what changes meanwhile is worth another. */
async function refresh(): Promise<void> {
	isStale = true;
	if (isRefreshing) return;
	isRefreshing = true;
	while (isStale) {
		isStale = false;
		const response = await fetch(location.href).catch(() => null);
		if (response?.ok) showChanges(await response.text());
	}
	isRefreshing = false;
}

function showChanges(html: string): void {
	const { page } = parsePage(html);
	for (const tile of document.querySelectorAll<HTMLElement>(".pending")) {
		const now = tileOf(page, tile.dataset.photo ?? "");
		if (now && now.dataset.status !== tile.dataset.status) tile.replaceWith(now);
	}
}

function tileOf(page: Document, photoId: string): HTMLElement | null {
	return page.querySelector<HTMLElement>(`[data-photo="${photoId}"]`);
}
