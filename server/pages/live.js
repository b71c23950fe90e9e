// Shows photos as they are published: reloads the page when one on it has changed.
const events = new EventSource("/api/events");
events.addEventListener("photo", (event) => {
	const { id, status } = JSON.parse(event.data);
	const tile = document.querySelector(`[data-photo="${id}"]`);
	if (tile && tile.dataset.status !== status) location.reload();
});

// What changed while nobody listened, between the page's making and now, or over a lost connection.
events.addEventListener("open", async () => {
	for (const tile of document.querySelectorAll(".pending:not(.failed)")) {
		const response = await fetch(`/api/photos/${tile.dataset.photo}`);
		const { status } = response.ok ? await response.json() : { status: "removed" };
		if (tile.dataset.status !== status) return location.reload();
	}
});
