// Runs in a project that has the packed package. Prints photo.heic as a WebP of 48 x 32 pixels in base64,
// or the code and the message of the error.
import { readFile } from "node:fs/promises";
import { createVipsEngine } from "widthwise/engine/vips";

const engine = createVipsEngine({ threads: 1 });
try {
	const output = { width: 48, height: 32, format: "webp", quality: 90 };
	const [webp] = await engine.render(await readFile("photo.heic"), [output]);
	process.stdout.write(Buffer.from(webp.bytes).toString("base64"));
} catch ({ code, message }) {
	process.stdout.write(`${code}: ${message}`);
}
await engine.close();
