// Shows photos as they are published: reloads the page when one on it has changed.
const events = new EventSource("/api/events");
events.addEventListener("photo", (event) => {
	const { id, status } = JSON.parse(event.data);
	const tile = document.querySelector(`[data-photo="${id}"]`);
	if (tile && tile.dataset.status !== status) location.reload();
});
