import { UsageError } from "../arguments/usage-error.ts";
import type { Terminal } from "../console/terminal.ts";

/**
 * Checks that a picture can be written to standard output.
 *
 * @param pictures how many there are
 *
 * @throws {UsageError} unless it is one, and standard output is no terminal
 *
 * @example
 * checkStandardOutput(1, terminal);
 */
export function checkStandardOutput(
	pictures: number,
	{ isInteractive }: Pick<Terminal, "isInteractive">,
): void {
	if (pictures > 1) {
		throw new UsageError(`Standard output takes one picture, and this makes ${pictures}`);
	}
	if (isInteractive) {
		throw new UsageError("Standard output is the terminal: write the picture to a file with >");
	}
}
