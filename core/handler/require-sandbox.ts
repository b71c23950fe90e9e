import type { Engines } from "../delivery/variants.ts";
import type { Engine } from "../engines/engine.ts";
import { WidthwiseError } from "../errors.ts";

/**
 * Checks that foreign bytes are decoded in a sandbox only.
 *
 * @param engine one engine for everything, or two: `any` must be sandboxed
 *
 * @throws {WidthwiseError} `misconfigured` if foreign bytes would be decoded by native code
 *
 * @example
 * requireSandbox(createVipsEngine()).any.isSandboxed; // true
 */
export function requireSandbox(engine: Engine | Engines): Engines {
	const engines = "any" in engine ? engine : { own: engine, any: engine };
	if (engines.any.isSandboxed) return engines;
	throw new WidthwiseError(
		"misconfigured",
		`The engine ${engines.any.name} would decode strangers' images with native code: ` +
			`use createVipsEngine() instead, or { own: ${engines.any.name}, any: createVipsEngine() }`,
	);
}
