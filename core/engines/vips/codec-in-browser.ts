import type { VipsCodec } from "./codec.ts";

/**
 * Finds wasm-vips where a bundler puts it: Vite and webpack recognise `import()` and `new URL(…,
 * import.meta.url)` and insert the files' final URLs.
 *
 * @throws {Error} if a file is missing
 * @example
 * const codec = await openCodecInBrowser();
 * await codec.compile();
 */
export async function openCodecInBrowser(): Promise<VipsCodec> {
	const { default: instantiate } = await import("wasm-vips");
	const files: Readonly<Record<string, URL>> = {
		"vips.wasm": new URL("wasm-vips/vips.wasm", import.meta.url),
		"vips-heif.wasm": new URL("wasm-vips/vips-heif.wasm", import.meta.url),
		"vips-jxl.wasm": new URL("wasm-vips/vips-jxl.wasm", import.meta.url),
	};
	const locate = (name: string) => files[name]?.href ?? name;
	return {
		instantiate,
		compile: async () => WebAssembly.compile(await fetchBytes(locate("vips.wasm"))),
		locate,
	};
}

/** Not streamed, because not every server sends the media type that streaming needs. */
async function fetchBytes(url: string): Promise<ArrayBuffer> {
	const response = await fetch(url);
	if (!response.ok) throw new Error(`${url}: ${response.status}`);
	return response.arrayBuffer();
}
