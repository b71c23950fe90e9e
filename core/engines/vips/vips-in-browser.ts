import type { Engine } from "../engine.ts";
import { openCodecInBrowser } from "./codec-in-browser.ts";
import {
	createInProcessEngine,
	type InProcessVipsEngine,
	type InProcessVipsOptions,
} from "./in-process.ts";
import type { VipsEngineOptions } from "./vips.ts";

/**
 * Creates the engine that `widthwise/engine/vips` exports in browsers. It renders on the calling
 * thread, so call it in a Web Worker. It uses only the option `maxPixels`. The page must be
 * cross-origin isolated.
 *
 * @throws {WidthwiseError} From `render`: see {@link Engine}.
 * @example
 * const engine = createVipsEngine();
 * const [webp] = await engine.render(bytes, [{ width: 400, height: 300, format: "webp", quality: 78 }]);
 */
export function createVipsEngine(options: VipsEngineOptions = {}): Engine {
	return createInProcessVipsEngine({ maxPixels: options.maxPixels ?? 150_000_000 });
}

/**
 * Creates the same engine with `prepare`, which loads codecs before the first picture.
 *
 * @throws {WidthwiseError} From `render`: see {@link Engine}.
 * @example
 * const engine = createInProcessVipsEngine({ maxPixels: 20e6 });
 * engine.prepare("webp");
 */
export function createInProcessVipsEngine(options: InProcessVipsOptions): InProcessVipsEngine {
	return createInProcessEngine(openCodecInBrowser, null, options);
}
