import type { JsquashModules } from "./modules.ts";
import type { Pixels } from "./pixels.ts";

/** The import by which the decoder returns its pixels: it would make an ImageData. Its suffix is a hash. */
const RETURN_PIXELS = "__wbg_newwithownedu8clampedarrayandsh_";

/**
 * Decodes a PNG, in an instance of the decoder that ends with it; of an animation its still picture. 16 bits
 * a channel become 8. CRCs are not checked.
 *
 * The package's glue code keeps one instance for all pictures and needs `ImageData`, so the decoder is
 * called without it.
 *
 * @throws whatever the codec throws if the picture is damaged
 *
 * @example
 * const { width, height, rgba } = await decodePng(modules, bytes);
 */
export async function decodePng(modules: JsquashModules, bytes: Uint8Array): Promise<Pixels> {
	const module = await modules.get("png-decoder");
	const decoded: Pixels[] = [];
	const imports = WebAssembly.Module.imports(module).map(({ name }) => {
		return [name, name.startsWith(RETURN_PIXELS) ? receive : fail] as const;
	});
	const wbg = Object.fromEntries(imports);
	const { exports } = await WebAssembly.instantiate(module, { wbg });

	function receive(address: number, length: number, width: number, height: number): number {
		// Addresses are unsigned, but JavaScript gets them with a sign.
		const start = address >>> 0;
		const rgba = new Uint8ClampedArray(memoryOf(exports).slice(start, start + length));
		decoded.push({ width, height, rgba });
		return 0;
	}

	const address = call(exports, "__wbindgen_malloc", bytes.length, 1) >>> 0;
	new Uint8Array(memoryOf(exports)).set(bytes, address);
	call(exports, "decode", address, bytes.length);
	const [pixels] = decoded;
	if (!pixels) throw new Error("The decoder returned no pixels");
	return pixels;
}

function fail(): never {
	throw new Error("The decoder failed");
}

function memoryOf({ memory }: WebAssembly.Exports): ArrayBuffer {
	if (memory instanceof WebAssembly.Memory) return memory.buffer;
	throw new TypeError("The decoder has no memory");
}

function call(exports: WebAssembly.Exports, name: string, ...args: readonly number[]): number {
	const exported = exports[name];
	if (typeof exported !== "function") throw new TypeError(`The decoder has no ${name}`);
	const result: unknown = exported(...args);
	return typeof result === "number" ? result : 0;
}
