import { join } from "node:path";
import { type LineProcess, startLineProcess } from "../harness/line-process.ts";
import { ROOT } from "../harness/processes.ts";
import { RIVALS } from "../harness/rivals.ts";

/** An engine under test, in its own process, on its own runtime. */
export type Contender = {
	readonly name: string;
	/** Whether its WebP is lossless and ignores the requested quality. */
	readonly isWebpLossless: boolean;
	readonly process: LineProcess;
};

/** A contender's report on a picture that it rendered. */
export type Rendered = {
	readonly milliseconds: number;
	/** Processor time of all its threads. */
	readonly processorMs: number;
	readonly bytes: number;
};

/** The engine that all others are compared with; the first in every table. */
export const BASELINE = "sharp";

const OWN = join(ROOT, "bench/engines/own-engines.ts");

/** By name: a program, the module that it loads, and the module's arguments. */
const ENGINES: Readonly<Record<string, readonly [program: string, ...args: string[]]>> = {
	[BASELINE]: ["node", join(RIVALS, "engines/sharp.mjs")],
	"sharp as WebAssembly": ["node", join(RIVALS, "engines/sharp-wasm32.mjs")],
	jSquash: ["node", join(RIVALS, "engines/jsquash.mjs")],
	Photon: ["node", join(RIVALS, "engines/photon.mjs")],
	"Widthwise, vips": [process.execPath, OWN, "vips"],
	"Widthwise, vips and squoosh": [process.execPath, OWN, "squoosh"],
	"Widthwise, bun": [process.execPath, OWN, "bun"],
};

/**
 * Starts a process for every engine.
 *
 * @example
 * const contenders = startContenders();
 */
export function startContenders(): readonly Contender[] {
	const serve = join(RIVALS, "engines/serve.mjs");
	return Object.entries(ENGINES).map(([name, [program, ...args]]) => ({
		name,
		isWebpLossless: name === "Photon",
		process: startLineProcess([program, serve, ...args]),
	}));
}
