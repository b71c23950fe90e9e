import { readFileSync } from "node:fs";

/** Linux counts processor time in hundredths of a second (`USER_HZ`, proc(5)). */
const TICK_MS = 10;

/**
 * The memory that a process holds, and the most that it ever held, in bytes (proc(5)).
 *
 * @example
 * const { peak } = memoryOf(process.pid);
 */
export function memoryOf(pid: number): { readonly now: number; readonly peak: number } {
	const status = readFileSync(`/proc/${pid}/status`, "utf8");
	const bytes = (field: RegExp): number => 1024 * Number(field.exec(status)?.[1]);
	return { now: bytes(/VmRSS:\s+(\d+) kB/), peak: bytes(/VmHWM:\s+(\d+) kB/) };
}

/**
 * Processor time that a process took since it began, all its threads together, in milliseconds.
 *
 * @example
 * processorTime(process.pid);
 */
export function processorTime(pid: number): number {
	const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
	// Its name, in brackets, may hold anything; after it come the fields from the third one on.
	const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
	const [userTicks, systemTicks] = [Number(fields[11]), Number(fields[12])];
	return (userTicks + systemTicks) * TICK_MS;
}
