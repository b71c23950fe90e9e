import { readFile } from "node:fs/promises";
import type { ImageFormat } from "widthwise";
import { createJsquashEngine, type JsquashCodec } from "widthwise/engine/jsquash";
import { createInProcessVipsEngine } from "widthwise/engine/vips";
import { createLoadOnce, type Engines, type LoadOnce } from "widthwise/internal";
import { MAX_MASTER_PIXELS } from "widthwise/photo";
import { codecFileName } from "../codecs.ts";
import { createEngineBySize } from "./engine-by-size.ts";

/** Pixels of an ordinary mezzanine at most, upright and 1280 wide. Larger pictures are masters. */
const MAX_SMALL_PIXELS = 2_500_000;

/** The engines of a Lambda, which can load their codecs before the first picture. */
export type LambdaEngines = Engines & {
	/** Starts to load the codecs for a format, while the source is on its way. */
	prepare(format: ImageFormat): void;
};

/**
 * Makes the engines that cut variants in a Lambda. Mezzanines are cut by codecs without threads: a cold
 * start takes a third of vips's processor time, which starts three threads. vips does the rest: masters after
 * the first picture, of which it decodes only what it needs, AVIF, and transparent pictures as JPEG.
 *
 * @param folder the URL of the folder with the codecs' files, with a slash at its end
 *
 * @example
 * const { prepare, ...engines } = createLambdaEngines(new URL(".", import.meta.url));
 */
export function createLambdaEngines(folder: URL): LambdaEngines {
	const modules = new Map<JsquashCodec, LoadOnce<WebAssembly.Module>>();
	const maxPixels = MAX_MASTER_PIXELS;
	const any = createInProcessVipsEngine({ maxPixels });

	function loadModule(codec: JsquashCodec): Promise<WebAssembly.Module> {
		const file = new URL(codecFileName(codec), folder);
		const compile = async () => WebAssembly.compile(await readFile(file));
		const module = modules.get(codec) ?? createLoadOnce(compile);
		modules.set(codec, module);
		return module.get();
	}

	return {
		own: createEngineBySize({
			small: createJsquashEngine({ loadModule, maxPixels }),
			large: any,
			maxPixels: MAX_SMALL_PIXELS,
		}),
		any,
		prepare(format) {
			if (format === "avif") return any.prepare(format);
			// If it fails, the picture that needs it loads it again.
			for (const codec of ["jpeg-decoder", `${format}-encoder`] as const) {
				loadModule(codec).catch(() => {});
			}
		},
	};
}
