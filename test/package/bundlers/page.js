// Bundled for a browser. `cut` sends a JPEG in base64 to the worker, and returns what the worker found.
const worker = new Worker(new URL("./cut.js", import.meta.url), { type: "module" });

globalThis.cut = (photo) =>
	new Promise((resolve, reject) => {
		worker.onmessage = ({ data }) => resolve(data);
		worker.onerror = ({ message }) => {
			// If its thread does not load, wasm-vips throws the event, and the engine rejects.
			if (!message.includes("[object Event]")) reject(new Error(message));
		};
		worker.postMessage(photo);
	});
