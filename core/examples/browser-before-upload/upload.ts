import { resize } from "widthwise";
import { createCanvasEngine } from "widthwise/engine/canvas";

const engine = createCanvasEngine();
const [input, output] = [document.querySelector("input"), document.querySelector("output")];

input?.addEventListener("change", async () => {
	const [photo] = input.files ?? [];
	if (!photo || !output) return;
	try {
		// At most 2560 pixels wide, upright, and without metadata.
		const smaller = await resize(photo, { engine, width: 2560, format: "jpeg" });
		const response = await fetch("/photos", { method: "POST", body: smaller.bytes });
		if (!response.ok) throw new Error(`The server says ${response.status}`);
		output.value = `Uploaded ${smaller.bytes.length} of ${photo.size} bytes`;
	} catch (error) {
		output.value = String(error);
	}
});
