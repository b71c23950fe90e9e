/** What the glue code of an Emscripten codec accepts, of many options. */
type Overrides = {
	readonly noInitialRun: true;
	readonly print: () => void;
	readonly printErr: () => void;
	readonly locateFile: (path: string) => string;
	readonly instantiateWasm: (
		imports: WebAssembly.Imports,
		receive: (instance: WebAssembly.Instance) => void,
	) => object;
};

/** The glue code of a codec: makes an instance of it. */
export type CodecFactory<Codec> = (overrides: Overrides) => Promise<Codec>;

/**
 * Makes an instance of an Emscripten codec, with memory of its own. It takes a few milliseconds, so every
 * picture gets one: nothing of a picture that did damage reaches the next, and no memory stays in use.
 * Works where WebAssembly must not be compiled at run time.
 *
 * @example
 * const { decode } = await openCodec(webpDecoder, module);
 */
export function openCodec<Codec>(
	factory: CodecFactory<Codec>,
	module: WebAssembly.Module,
): Promise<Codec> {
	return new Promise((resolve, reject) => {
		const codec = factory({
			noInitialRun: true,
			print: ignore,
			printErr: ignore,
			// Not used, but else the glue code resolves the file against its own address, and a bundle has none.
			locateFile: (path) => path,
			instantiateWasm(imports, receive) {
				// The glue code waits forever for an instance that cannot be made.
				WebAssembly.instantiate(module, imports).then(receive).catch(reject);
				return {};
			},
		});
		codec.then(resolve, reject);
	});
}

/** Its messages name internals, and it throws as well. */
function ignore(): void {}
