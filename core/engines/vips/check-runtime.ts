import { WidthwiseError } from "../../errors.ts";

/**
 * Checks that the runtime has what wasm-vips needs: without shared memory it would wait forever.
 *
 * @throws {WidthwiseError} `engine-unavailable`
 * @example
 * checkRuntime();
 */
export function checkRuntime(): void {
	// Browsers have this property; without isolation they remove SharedArrayBuffer (HTML, 8.1.3.2).
	if (globalThis.crossOriginIsolated === false) {
		throw unavailable(
			'The vips engine needs cross-origin isolation: send the headers "Cross-Origin-Opener-Policy: same-origin" and "Cross-Origin-Embedder-Policy: require-corp" with the page, or use widthwise/engine/jsquash or /canvas',
		);
	}
	if (!("SharedArrayBuffer" in globalThis && "Exception" in WebAssembly)) {
		throw unavailable(
			"The vips engine needs shared memory and WebAssembly exceptions: Node 20, Bun 1.4, Deno 2 or a current browser",
		);
	}
}

function unavailable(message: string): WidthwiseError {
	return new WidthwiseError("engine-unavailable", message);
}
