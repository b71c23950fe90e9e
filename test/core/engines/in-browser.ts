import { createCanvasEngine } from "../../../core/engines/canvas/canvas.ts";
import type { Engine, Output } from "../../../core/engines/engine.ts";
import { createJsquashEngine, type JsquashCodec } from "../../../core/engines/jsquash/jsquash.ts";
import { type ErrorCode, WidthwiseError } from "../../../core/errors.ts";

/** A request to a browser; bytes are in base64. */
export type BrowserJob = {
	readonly engine: "canvas" | "jsquash";
	readonly maxPixels: number;
	readonly source: string;
	/** The files of the codecs, for jsquash. */
	readonly codecs: Readonly<Record<JsquashCodec, string>> | null;
	readonly outputs: readonly Output[];
	/** When the render is aborted. */
	readonly aborts: "before" | "after its start" | "never";
};

/** The answer of the browser: the bytes of the outputs in base64, or how the render failed. */
export type BrowserAnswer =
	| { readonly images: readonly string[] }
	| { readonly isAborted: true }
	| { readonly code: ErrorCode; readonly message: string };

// In a page, the test calls it; in a worker, messages do.
if (typeof document === "object") Reflect.set(globalThis, "render", render);
else {
	globalThis.addEventListener("message", async ({ data }: MessageEvent<BrowserJob>) => {
		globalThis.postMessage(await render(data));
	});
}

let engine: Engine | undefined;

async function render(job: BrowserJob): Promise<BrowserAnswer> {
	engine ??= engineOf(job);
	const controller = new AbortController();
	const { signal } = controller;
	try {
		if (job.aborts === "before") controller.abort();
		const images = engine.render(Uint8Array.fromBase64(job.source), job.outputs, { signal });
		if (job.aborts === "after its start") controller.abort();
		return { images: (await images).map(({ bytes }) => bytes.toBase64()) };
	} catch (error) {
		if (error === signal.reason) return { isAborted: true };
		if (!(error instanceof WidthwiseError)) throw error;
		return { code: error.code, message: error.message };
	}
}

function engineOf({ engine: name, maxPixels, codecs }: BrowserJob): Engine {
	if (name === "canvas") return createCanvasEngine({ maxPixels });
	return createJsquashEngine({
		maxPixels,
		loadModule: (codec) => WebAssembly.compile(Uint8Array.fromBase64(codecs?.[codec] ?? "")),
	});
}
