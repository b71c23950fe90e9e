import type Vips from "wasm-vips";

/** Where a runtime finds wasm-vips: its module and the files beside it. */
export type VipsCodec = {
	readonly instantiate: typeof Vips;
	/** Compiles `vips.wasm`, which contains everything except the dynamic libraries. */
	compile(): Promise<WebAssembly.Module>;
	/** Returns the URL or path of one of its files, such as `vips-heif.wasm`. */
	locate(name: string): string;
	/** The path of the module that its inner threads run. Default: the library's module. */
	readonly innerThread?: string;
};

/** Finds the library; rejects if files are missing. */
export type OpenVipsCodec = () => Promise<VipsCodec>;
