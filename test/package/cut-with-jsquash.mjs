// Runs in a project that has the packed package and jSquash's. Prints photo.jpg as a WebP of 300 x 200
// pixels, in base64.
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { createJsquashEngine, JSQUASH_FILES } from "widthwise/engine/jsquash";

const engine = createJsquashEngine({
	loadModule: async (codec) => {
		const file = fileURLToPath(import.meta.resolve(JSQUASH_FILES[codec]));
		return await WebAssembly.compile(await readFile(file));
	},
});
const output = { width: 300, height: 200, format: "webp", quality: 80 };
const [webp] = await engine.render(await readFile("photo.jpg"), [output]);
process.stdout.write(Buffer.from(webp.bytes).toString("base64"));
