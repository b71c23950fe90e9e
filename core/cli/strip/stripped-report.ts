import { printable } from "../console/printable.ts";
import { formatBytes } from "../console/sizes.ts";
import type { Terminal } from "../console/terminal.ts";
import type { Outcomes } from "../files/each-input.ts";
import type { Stripped } from "./strip-file.ts";

/**
 * Prints a line for every photo that was stripped.
 *
 * @example
 * printStripped({ results: [], failures: [] }, terminal);
 */
export function printStripped({ results }: Outcomes<Stripped>, terminal: Terminal): void {
	const { dim } = terminal.colours;
	for (const { input, result } of results) {
		const { output, removedBytes } = result;
		const to = output === null || output === input.path ? "" : ` -> ${printable(output)}`;
		const removed = removedBytes > 0 ? `${formatBytes(removedBytes)} removed` : "nothing to remove";
		terminal.print(`${printable(input.path)}${to} ${dim(`(${removed})`)}`);
	}
}
