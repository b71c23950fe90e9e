import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { JSQUASH_FILES } from "widthwise/engine/jsquash";
import { codecFileName, EDGE_CODECS } from "../codecs.ts";
import type { Files } from "./zip.ts";

/**
 * Reads the codecs that lie beside the program of an edge.
 *
 * @example
 * Object.keys(await readCodecFiles()); // ["mozjpeg_dec.wasm", …]
 */
export async function readCodecFiles(): Promise<Files> {
	const files: Files = {};
	for (const codec of EDGE_CODECS) {
		const path = fileURLToPath(import.meta.resolve(JSQUASH_FILES[codec]));
		files[codecFileName(codec)] = await readFile(path);
	}
	return files;
}
