import type { Engines } from "../delivery/cut-engines.ts";
import { checkEngine } from "../engines/check-engine.ts";
import type { Engine } from "../engines/engine.ts";
import { WidthwiseError } from "../errors.ts";

/**
 * Checks that untrusted bytes are decoded in a sandbox only.
 *
 * @param engine one engine for everything, or several: `any` and `avif` must be sandboxed
 *
 * @throws {WidthwiseError} `misconfigured` if untrusted bytes would be decoded by native code,
 *   `invalid-argument` for what is no engine
 *
 * @example
 * requireSandbox(createVipsEngine()).any.isSandboxed; // true
 */
export function requireSandbox(engine: Engine | Engines): Engines {
	const isPair = typeof engine === "object" && engine !== null && "any" in engine;
	const engines = isPair ? engine : { own: engine, any: engine };
	checkEngine(engines.own);
	checkEngine(engines.any);
	if (engines.avif !== undefined) checkEngine(engines.avif);
	const { any, avif = any } = engines;
	const native = [any, avif].find(({ isSandboxed }) => !isSandboxed);
	if (!native) return engines;
	throw new WidthwiseError(
		"misconfigured",
		`The engine ${native.name} would decode strangers' images with native code: ` +
			`use createVipsEngine() instead, or { own: ${native.name}, any: createVipsEngine() }`,
	);
}
