// Runs on Node, Bun or Deno in a project that has the packed package and features.mjs. Takes the names of
// features, a folder and an S3 store, as JSON, and a photo on standard input, because Deno needs no
// permission for that; prints a line with how each feature ended.
import { argv, stdin } from "node:process";
import { buffer } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { tryFeatures } from "./features.mjs";

const [names, folder, s3] = argv.slice(2).map((text) => JSON.parse(text));

async function loadModule(codec) {
	const [{ JSQUASH_FILES }, { readFile }] = await Promise.all([
		import("widthwise/engine/jsquash"),
		import("node:fs/promises"),
	]);
	const file = fileURLToPath(import.meta.resolve(JSQUASH_FILES[codec]));
	return await WebAssembly.compile(await readFile(file));
}

const host = { photo: await buffer(stdin), folder, s3, loadModule };
await tryFeatures(names, host, (...ended) => console.log(JSON.stringify(ended)));
