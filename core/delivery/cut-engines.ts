import type { Engine } from "../engines/engine.ts";

/** The engines that cut variants. */
export type Engines = {
	/**
	 * The fast engine. It cuts only from pictures that we encoded, and makes no JPEGs of transparent
	 * pictures.
	 */
	readonly own: Engine;
	/** The engine for everything else. Only this one decodes untrusted bytes, inside WebAssembly. */
	readonly any: Engine;
	/**
	 * The engine for AVIF, which takes ten times as long: with one of its own, no other image waits for
	 * an AVIF. It is sandboxed. Default: the other two.
	 */
	readonly avif?: Engine | undefined;
};
