import { readFileSync } from "node:fs";

/** Linux counts processor time in hundredths of a second (`USER_HZ`, proc(5)). */
const TICK_MS = 10;

/**
 * The most memory that a process ever held, in bytes (`VmHWM`, proc(5)).
 *
 * @example
 * peakMemory(process.pid);
 */
export function peakMemory(pid: number): number {
	const status = readFileSync(`/proc/${pid}/status`, "utf8");
	return 1024 * Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]);
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
