import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import {
	createJsquashEngine,
	JSQUASH_FILES,
	type JsquashCodec,
	type LoadJsquashModule,
} from "../../../core/engines/jsquash/jsquash.ts";

export const JSQUASH_CODECS: readonly JsquashCodec[] = [
	"jpeg-decoder",
	"jpeg-encoder",
	"png-decoder",
	"webp-decoder",
	"webp-encoder",
];

const compiled = new Map<JsquashCodec, Promise<WebAssembly.Module>>();

/** Compiles a codec of the installed packages, once in a process. */
export const loadJsquashModule: LoadJsquashModule = (codec) => {
	const module = compiled.get(codec) ?? WebAssembly.compile(fileOf(codec));
	compiled.set(codec, module);
	return module;
};

/** The `jsquash` engine that the test files of a process share: compiling its codecs takes long. */
export const jsquash = createJsquashEngine({ loadModule: loadJsquashModule });

/** The codecs of the installed packages, in base64. */
export function jsquashFiles(): Readonly<Record<JsquashCodec, string>> {
	return {
		"jpeg-decoder": fileOf("jpeg-decoder").toBase64(),
		"jpeg-encoder": fileOf("jpeg-encoder").toBase64(),
		"png-decoder": fileOf("png-decoder").toBase64(),
		"webp-decoder": fileOf("webp-decoder").toBase64(),
		"webp-encoder": fileOf("webp-encoder").toBase64(),
	};
}

function fileOf(codec: JsquashCodec): Uint8Array<ArrayBuffer> {
	const path = fileURLToPath(import.meta.resolve(JSQUASH_FILES[codec]));
	return new Uint8Array(readFileSync(path));
}
