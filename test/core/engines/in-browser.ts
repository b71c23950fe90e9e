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
};

/** The answer of the browser: the bytes of the outputs in base64, or the error. */
export type BrowserAnswer =
	| { readonly images: readonly string[] }
	| { readonly code: ErrorCode; readonly message: string };

// In a page, the test calls it; in a worker, messages do.
if (typeof document === "object") Reflect.set(globalThis, "render", render);
else {
	globalThis.addEventListener("message", async ({ data }: MessageEvent<BrowserJob>) => {
		globalThis.postMessage(await render(data));
	});
}

async function render(job: BrowserJob): Promise<BrowserAnswer> {
	try {
		const images = await engineOf(job).render(Uint8Array.fromBase64(job.source), job.outputs);
		return { images: images.map(({ bytes }) => bytes.toBase64()) };
	} catch (error) {
		if (!(error instanceof WidthwiseError)) throw error;
		return { code: error.code, message: error.message };
	}
}

function engineOf({ engine, maxPixels, codecs }: BrowserJob): Engine {
	if (engine === "canvas") return createCanvasEngine({ maxPixels });
	return createJsquashEngine({
		maxPixels,
		loadModule: (codec) => WebAssembly.compile(Uint8Array.fromBase64(codecs?.[codec] ?? "")),
	});
}
