import { fileURLToPath } from "node:url";
import { JSQUASH_FILES, type LoadJsquashModule } from "../../../core/engines/jsquash/jsquash.ts";

/** Compiles a codec of the installed packages. */
export const loadJsquashModule: LoadJsquashModule = async (codec) => {
	const file = fileURLToPath(import.meta.resolve(JSQUASH_FILES[codec]));
	return await WebAssembly.compile(await Bun.file(file).arrayBuffer());
};
