import { createBunEngine } from "../../../core/engines/bun/bun.ts";
import { createCanvasEngine } from "../../../core/engines/canvas/canvas.ts";
import type { Engine } from "../../../core/engines/engine.ts";
import { createJsquashEngine } from "../../../core/engines/jsquash/jsquash.ts";
import { createInProcessVipsEngine, createVipsEngine } from "../../../core/engines/vips/vips.ts";
import { PATIENCE_MS } from "../../patience.ts";
import { isExpected } from "../../requirements.ts";
import { createBrowserEngine } from "./browser-engine.ts";
import { loadJsquashModule } from "./jsquash-modules.ts";

/** An engine and what it promises beyond its port. */
export type EngineUnderTest = {
	readonly engine: Engine;
	/** Takes uploads: any orientation or depth, not only what we encoded ourselves. */
	readonly takesUploads: boolean;
	/** Makes sRGB of CMYK and of profiles that are too large; otherwise it refuses CMYK. */
	readonly convertsColours: boolean;
	/** Takes the first frame of an animated GIF and WebP, if it decodes the type. */
	readonly takesAnimations: boolean;
	/** Writes colour profiles; otherwise everything becomes sRGB. */
	readonly keepsProfiles: boolean;
	/** Makes JPEGs with full chroma. */
	readonly fullChroma: boolean;
};

/** What an engine for all photos promises. */
const ALL = {
	takesUploads: true,
	convertsColours: true,
	takesAnimations: true,
	keepsProfiles: true,
	fullChroma: true,
} as const;

/**
 * Every engine, with a small limit of pixels. All files of a process share them, because each starts with
 * seconds of compiling; idle, their threads end by themselves.
 */
export const enginesUnderTest: readonly EngineUnderTest[] = makeEngines();

function makeEngines(): readonly EngineUnderTest[] {
	const maxPixels = 2_000_000;
	const options = { threads: 1, maxPixels, timeoutMs: PATIENCE_MS };
	const vips = createVipsEngine(options);
	const squoosh = createVipsEngine({ ...options, encoder: "squoosh" });
	const inProcess = createInProcessVipsEngine({ maxPixels });
	const bun = createBunEngine({ maxPixels });
	const jsquash = createJsquashEngine({ loadModule: loadJsquashModule, maxPixels });
	const like = createCanvasEngine();
	const canvas = createBrowserEngine({ like, where: "page", maxPixels, codecs: null });
	return [
		{ ...ALL, engine: vips },
		{ ...ALL, engine: inProcess },
		{ ...ALL, engine: squoosh, keepsProfiles: false },
		{ ...ALL, engine: jsquash, convertsColours: false, takesAnimations: false },
		...(isExpected("chromium") ? [{ ...ALL, engine: canvas, fullChroma: false }] : []),
		{
			engine: bun,
			takesUploads: false,
			convertsColours: false,
			takesAnimations: false,
			keepsProfiles: true,
			fullChroma: false,
		},
	];
}
