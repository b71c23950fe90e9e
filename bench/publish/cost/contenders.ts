import { join } from "node:path";
import { type LineProcess, startLineProcess } from "../../harness/line-process.ts";
import { ROOT } from "../../harness/processes.ts";
import { RIVALS } from "../../harness/rivals.ts";

/** A photo to publish, and the sizes and qualities of its pictures; ours decides them itself. */
export type CostRequest = {
	/** Path of the original. */
	readonly photo: string;
	/** Path of a folder for the pictures: `master`, `mezzanine-1280` and others. */
	readonly folder: string;
};

/** What a photo cost. */
export type CostReply = {
	/** Processor time of all threads. */
	readonly processorMs: number;
	/** Of the master, in pixels. */
	readonly width: number;
	/** Of the master, in pixels. */
	readonly height: number;
	/** Widths in pixels. */
	readonly mezzanines: readonly number[];
};

/** One that publishes, in a process of its own. */
export type CostContender = { readonly name: string; readonly process: LineProcess };

/** The one that the others are compared with. */
export const OURS = "Widthwise";

/** sharp as it makes the same pictures, and as its users make the smallest JPEGs. */
export const SHARP: readonly string[] = ["sharp, the same settings", "sharp, master with trellis"];

/**
 * Starts a process for each; ours is the first.
 *
 * @example
 * const [ours, ...others] = startCostContenders();
 */
export function startCostContenders(): readonly CostContender[] {
	const sharp = ["node", join(RIVALS, "publish/sharp.mjs")];
	const own = [process.execPath, join(ROOT, "bench/publish/cost/own-publish.ts")];
	const [same = "", trellis = ""] = SHARP;
	return [
		{ name: OURS, process: startLineProcess(own) },
		{ name: same, process: startLineProcess(sharp) },
		{ name: trellis, process: startLineProcess([...sharp, "trellis"]) },
	];
}
