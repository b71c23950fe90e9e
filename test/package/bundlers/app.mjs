// Bundled for a server. Takes the path of a JPEG; prints it as a WebP of 30 x 20 pixels in base64, or the
// error's code, by engine.
import { readFile } from "node:fs/promises";
import { createInProcessVipsEngine, createVipsEngine } from "widthwise/engine/vips";

const photo = await readFile(process.argv[2]);
const output = { width: 30, height: 20, format: "webp", quality: 80 };
const found = {};
for (const engine of [
	createVipsEngine({ threads: 1 }),
	createInProcessVipsEngine({ maxPixels: 1e6 }),
]) {
	found[engine.name] = await engine.render(photo, [output]).then(
		([webp]) => Buffer.from(webp.bytes).toString("base64"),
		({ code }) => code,
	);
	await engine.close();
}
process.stdout.write(JSON.stringify(found));
