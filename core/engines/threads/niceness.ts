import { getPriority, setPriority } from "node:os";
import process from "node:process";
import { invalidArgument } from "../../errors.ts";

/** The lowest priority that a thread can have. */
const MAX_NICENESS = 19;

/**
 * Checks the option.
 *
 * @throws {WidthwiseError} `invalid-argument`
 *
 * @example
 * checkNiceness(10);
 */
export function checkNiceness(niceness: number): void {
	if (Number.isInteger(niceness) && niceness >= 0 && niceness <= MAX_NICENESS) return;
	const allowed = `a whole number from 0 to ${MAX_NICENESS}`;
	throw invalidArgument(`niceness must be ${allowed}, got ${niceness}`);
}

/**
 * Lowers the priority of the calling thread and of those that it starts, below that of the process. Only on Linux, where threads
 * have priorities of their own (`setpriority(2)`): elsewhere it would be that of the whole process.
 *
 * @param niceness is added to that of the process, up to 19: only what others leave
 *
 * @example
 * setNiceness(10);
 */
export function setNiceness(niceness: number): void {
	if (niceness === 0 || process.platform !== "linux") return;
	try {
		setPriority(0, Math.min(MAX_NICENESS, getPriority(0) + niceness));
	} catch {
		// A sandbox may forbid it. The work is the same.
	}
}
