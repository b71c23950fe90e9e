import { resolve } from "node:path";
import { UsageError } from "../arguments/usage-error.ts";

/** A file that will be written, and the one that it is made from. */
export type Planned = { readonly from: string; readonly to: string };

/**
 * Checks that no two inputs would write the same file. Names that differ only in upper and lower
 * case are the same file on Windows and macOS.
 *
 * @throws {UsageError} if two would
 *
 * @example
 * checkOutputs([{ from: "a/x.jpg", to: "out/x.jpg" }, { from: "b/x.jpg", to: "out/x.jpg" }]);
 * // UsageError: a/x.jpg and b/x.jpg would both be written to out/x.jpg
 */
export function checkOutputs(outputs: readonly Planned[]): void {
	const sources = new Map<string, string>();
	for (const { from, to } of outputs) {
		const key = fileKey(to);
		const other = sources.get(key);
		if (other !== undefined) {
			throw new UsageError(`${other} and ${from} would both be written to ${to}`);
		}
		sources.set(key, from);
	}
}

function fileKey(path: string): string {
	const full = resolve(path);
	const ignoresCase = process.platform === "win32" || process.platform === "darwin";
	return ignoresCase ? full.normalize("NFC").toLowerCase() : full;
}
