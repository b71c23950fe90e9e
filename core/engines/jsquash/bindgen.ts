/** An instance of a codec that wasm-bindgen made, without its glue code, which allows one per process. */
export type BindgenCodec = {
	/** Calls an exported function; 0 if it returns nothing. */
	call(name: string, ...args: readonly number[]): number;
	/** Copies bytes into the codec's memory; returns their address. The codec frees them. */
	pass(bytes: Uint8Array | Uint8ClampedArray): number;
	/** The codec's memory, until it grows with the next call. */
	memory(): ArrayBuffer;
};

/**
 * Makes an instance of a codec, with memory of its own, as {@link openCodec} does.
 *
 * @param imports returns the function that the codec imports under a name
 *
 * @example
 * const codec = await openBindgen(module, () => () => 0);
 */
export async function openBindgen(
	module: WebAssembly.Module,
	imports: (name: string) => (...args: readonly number[]) => number,
): Promise<BindgenCodec> {
	const wanted = WebAssembly.Module.imports(module);
	const wbg = Object.fromEntries(wanted.map(({ name }) => [name, imports(name)]));
	const { exports } = await WebAssembly.instantiate(module, { wbg });

	function call(name: string, ...args: readonly number[]): number {
		const exported = exports[name];
		if (typeof exported !== "function") throw new TypeError(`The codec has no ${name}`);
		const result: unknown = exported(...args);
		return typeof result === "number" ? result : 0;
	}

	function memory(): ArrayBuffer {
		const exported = exports.memory;
		if (!(exported instanceof WebAssembly.Memory)) throw new TypeError("The codec has no memory");
		return exported.buffer;
	}

	return {
		call,
		memory,
		pass(bytes) {
			// Addresses are unsigned, but JavaScript gets 32-bit numbers with a sign.
			const address = call("__wbindgen_malloc", bytes.length, 1) >>> 0;
			new Uint8Array(memory()).set(bytes, address);
			return address;
		},
	};
}
