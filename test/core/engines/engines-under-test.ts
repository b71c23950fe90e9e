import { createBunEngine } from "../../../core/engines/bun/bun.ts";
import type { Engine } from "../../../core/engines/engine.ts";
import { createInProcessVipsEngine, createVipsEngine } from "../../../core/engines/vips/vips.ts";
import { PATIENCE_MS } from "../../patience.ts";

/** An engine and what it promises beyond its port. */
export type EngineUnderTest = {
	readonly engine: Engine;
	/** Takes uploads: any orientation, colour space or depth, not only what we encoded ourselves. */
	readonly takesUploads: boolean;
	/** Writes colour profiles; otherwise everything becomes sRGB. */
	readonly keepsProfiles: boolean;
	/** Makes JPEGs with full chroma. */
	readonly fullChroma: boolean;
};

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
	return [
		{ engine: vips, takesUploads: true, keepsProfiles: true, fullChroma: true },
		{ engine: inProcess, takesUploads: true, keepsProfiles: true, fullChroma: true },
		{ engine: squoosh, takesUploads: true, keepsProfiles: false, fullChroma: true },
		{ engine: bun, takesUploads: false, keepsProfiles: true, fullChroma: false },
	];
}
