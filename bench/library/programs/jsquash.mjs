// The library on Node, with the codecs of jSquash. Photos are larger than what the engine takes by default,
// which is for mezzanines.
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { resize } from "widthwise";
import { createJsquashEngine, JSQUASH_FILES } from "widthwise/engine/jsquash";

const engine = createJsquashEngine({
	maxPixels: 150_000_000,
	async loadModule(codec) {
		const file = fileURLToPath(import.meta.resolve(JSQUASH_FILES[codec]));
		return await WebAssembly.compile(await readFile(file));
	},
});

/** @returns the encoded picture */
export async function render(source, { width, format, quality }) {
	const { bytes } = await resize(source, { engine, width, format, quality });
	return bytes;
}
