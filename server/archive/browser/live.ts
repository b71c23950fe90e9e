import { parsePage } from "./parse-page.ts";

// Updates the tiles of the owner's photos as they are published, without a reload.
let events = listen();
let isRefreshing = false;
let isStale = false;

// A page in the back/forward cache must not hold a connection.
window.addEventListener("pagehide", () => events.close());
window.addEventListener("pageshow", ({ persisted }) => {
	if (persisted) events = listen();
});

function listen(): EventSource {
	const source = new EventSource("/api/events");
	// Photos may have changed before this connection, or while it was lost.
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

/** Fetches the page, one request at a time; fetches it again if photos changed in the meantime. */
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
		const current = tileOf(page, tile.dataset.photo ?? "");
		if (current && current.dataset.status !== tile.dataset.status) tile.replaceWith(current);
	}
}

function tileOf(page: Document, photoId: string): HTMLElement | null {
	return page.querySelector<HTMLElement>(`[data-photo="${photoId}"]`);
}
