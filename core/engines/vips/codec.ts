import type Vips from "wasm-vips";

/** The library as a runtime finds it: its module, and the files beside that. */
export type VipsCodec = {
	readonly instantiate: typeof Vips;
	/** Compiles `vips.wasm`, which holds everything but the dynamic libraries. */
	compile(): Promise<WebAssembly.Module>;
	/** The URL or path of another of its files, such as `vips-heif.wasm`. */
	locate(name: string): string;
	/** The path of the module that its inner threads run; by default its own. */
	readonly innerThread?: string;
};

/** Finds the library; rejects if it cannot. */
export type OpenVipsCodec = () => Promise<VipsCodec>;
