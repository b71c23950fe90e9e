import { createBunEngine } from "../../../core/engines/bun/bun.ts";
import { createCanvasEngine } from "../../../core/engines/canvas/canvas.ts";
import type { Engine } from "../../../core/engines/engine.ts";
import { createJsquashEngine } from "../../../core/engines/jsquash/jsquash.ts";
import { createInProcessVipsEngine, createVipsEngine } from "../../../core/engines/vips/vips.ts";
import { PATIENCE_MS } from "../../patience.ts";
import { isExpected } from "../../requirements.ts";
import { createBrowserEngine } from "./browser-engine.ts";
import { loadJsquashModule } from "./jsquash-modules.ts";

/** An engine and the optional features that it supports. */
export type EngineUnderTest = {
	readonly engine: Engine;
	/** Takes uploads of any orientation and bit depth, not only pictures that we encoded. */
	readonly takesUploads: boolean;
	/** Converts CMYK and pictures with large profiles to sRGB; otherwise it refuses CMYK. */
	readonly convertsColours: boolean;
	/** Takes the first frame of an animated GIF and WebP, if it decodes the type. */
	readonly takesAnimations: boolean;
	/** Writes colour profiles; otherwise everything becomes sRGB. */
	readonly keepsProfiles: boolean;
	/** Makes JPEGs with full chroma. */
	readonly fullChroma: boolean;
};

/** Longer than the tests of the other engines take. */
const IDLE_MS = 60_000;

/** The features of an engine for all photos. */
const ALL = {
	takesUploads: true,
	convertsColours: true,
	takesAnimations: true,
	keepsProfiles: true,
	fullChroma: true,
} as const;

/**
 * Every engine, with a low pixel limit. All test files of a process share them, because each compiles
 * for seconds when it starts. Their threads end when idle.
 */
export const enginesUnderTest: readonly EngineUnderTest[] = makeEngines();

function makeEngines(): readonly EngineUnderTest[] {
	const maxPixels = 200_000;
	const options = { threads: 1, maxPixels, timeoutMs: PATIENCE_MS, idleMs: IDLE_MS };
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
