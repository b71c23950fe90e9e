// Bundled for a browser, as a worker. Takes a JPEG in base64; answers with a WebP of 30 x 20 pixels in
// base64, or the error's code, by engine.
import { createCanvasEngine } from "widthwise/engine/canvas";
import { createVipsEngine } from "widthwise/engine/vips";
import { engine as jsquash } from "./jsquash.js";

const output = { width: 30, height: 20, format: "webp", quality: 80 };

addEventListener("message", async ({ data }) => {
	const photo = Uint8Array.from(atob(data), (char) => char.charCodeAt(0));
	const found = {};
	for (const engine of [createVipsEngine(), jsquash, createCanvasEngine()]) {
		found[engine.name] = await engine.render(photo, [output]).then(
			([webp]) => btoa(String.fromCharCode(...webp.bytes)),
			({ code }) => code,
		);
	}
	postMessage(found);
});
