// Shows the owner's photos as they are published, without a reload.
let events = listen();
let isRefreshing = false;
let isStale = false;

// A page that the browser keeps for the way back must not hold a connection.
addEventListener("pagehide", () => events.close());
addEventListener("pageshow", ({ persisted }) => {
	if (persisted) events = listen();
});

function listen() {
	const source = new EventSource("/api/events");
	// What changed while nobody listened, before this or over a lost connection.
	source.addEventListener("open", () => {
		if (document.querySelector(".pending:not(.failed)")) void refresh();
	});
	source.addEventListener("photo", ({ data }) => {
		const { id, status } = JSON.parse(data);
		const tile = document.querySelector(`[data-photo="${id}"]`);
		if (!tile || tile.dataset.status === status) return;
		if (status === "removed") tile.remove();
		else void refresh();
	});
	return source;
}

// One look at a time; what changes meanwhile is worth another.
async function refresh() {
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

function showChanges(html) {
	// A style block would go against the page's policy, even where it is only read.
	const markup = html.replace(/<style>.*?<\/style>/s, "");
	const fresh = new DOMParser().parseFromString(markup, "text/html");
	for (const tile of document.querySelectorAll(".pending")) {
		const now = fresh.querySelector(`[data-photo="${tile.dataset.photo}"]`);
		if (now && now.dataset.status !== tile.dataset.status) tile.replaceWith(now);
	}
}
