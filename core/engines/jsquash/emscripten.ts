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
export type CodecFactory<Instance> = (overrides: Overrides) => Promise<Instance>;

/** An instance of a codec, and what undoes all that was written to its memory since it was made. */
type Opened<Instance> = {
	readonly instance: Instance;
	/** Returns the length of its memory in bytes. */
	readonly reset: () => number;
};

/** A codec whose instance serves many pictures, one after the other. */
export type Codec<Instance> = {
	/** Runs work on an instance; afterwards the instance remembers nothing of it. */
	use<Result>(work: (instance: Instance) => Result): Promise<Result>;
	/** Lets the instance and its memory go. */
	forget(): void;
};

/** An instance starts with 16 MB. One that has grown is not kept for the next picture. */
const MAX_KEPT_BYTES = 20 << 20;

/**
 * Makes a codec of its glue code and its module. Works where WebAssembly must not be compiled at run time.
 *
 * After each picture the memory of the instance is put back as it was at first, so a hostile file can spoil
 * only itself. A new instance for each picture would do that too, but V8 lets hundreds of megabytes of
 * old ones pile up. After a failure the instance is replaced: its stack may be out of step.
 *
 * @example
 * const codec = createCodec<Decoder>(webpDecoder, () => modules.get("webp-decoder"));
 * const image = await codec.use((decoder) => decoder.decode(bytes));
 */
export function createCodec<Instance>(
	factory: CodecFactory<Instance>,
	loadModule: () => Promise<WebAssembly.Module>,
): Codec<Instance> {
	let kept: Opened<Instance> | null = null;
	return {
		async use(work) {
			const opened = kept ?? (await open(factory, await loadModule()));
			kept = null;
			const result = work(opened.instance);
			if (opened.reset() <= MAX_KEPT_BYTES) kept = opened;
			return result;
		},
		forget() {
			kept = null;
		},
	};
}

function open<Instance>(
	factory: CodecFactory<Instance>,
	module: WebAssembly.Module,
): Promise<Opened<Instance>> {
	return new Promise((resolve, reject) => {
		let memory: WebAssembly.Memory | undefined;
		const receiveFrom = (receive: (instance: WebAssembly.Instance) => void) => {
			return (instance: WebAssembly.Instance): void => {
				memory = Object.values(instance.exports).find(
					(value) => value instanceof WebAssembly.Memory,
				);
				receive(instance);
			};
		};
		const made = factory({
			noInitialRun: true,
			print: ignore,
			printErr: ignore,
			// Not used, but else the glue code resolves the file against its own address, and a bundle has none.
			locateFile: (path) => path,
			instantiateWasm(imports, receive) {
				// The glue code waits forever for an instance that cannot be made.
				WebAssembly.instantiate(module, imports).then(receiveFrom(receive)).catch(reject);
				return {};
			},
		});
		const opened = made.then((instance) => {
			if (!memory) throw new TypeError("The codec has no memory");
			return { instance, reset: resetter(memory) };
		});
		opened.then(resolve, reject);
	});
}

/** Notes what a memory contains, up to the zeros at its end, and returns what restores it. */
function resetter(memory: WebAssembly.Memory): () => number {
	const words = new Uint32Array(memory.buffer);
	let end = words.length;
	while (end > 0 && words[end - 1] === 0) end--;
	const start = new Uint8Array(memory.buffer.slice(0, 4 * end));
	return () => {
		const now = new Uint8Array(memory.buffer);
		now.set(start);
		now.fill(0, start.length);
		return now.length;
	};
}

/** Its messages name internals, and it throws as well. */
function ignore(): void {}
