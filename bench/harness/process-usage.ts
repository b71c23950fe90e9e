import { readFileSync } from "node:fs";

/** Linux counts processor time in hundredths of a second (`USER_HZ`, proc(5)). */
const TICK_MS = 10;

/**
 * Returns a process's current and peak memory, in bytes (proc(5)).
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
 * Returns a process's processor time since its start, for all its threads, in milliseconds.
 *
 * @param options.children whether to add that of its children that have ended
 *
 * @example
 * processorTime(process.pid);
 */
export function processorTime(
	pid: number,
	options: { readonly children: boolean } = { children: false },
): number {
	const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
	// The second field, the name in brackets, may contain anything. The third field follows it.
	const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
	const ticks = fields.slice(11, options.children ? 15 : 13).map(Number);
	return ticks.reduce((sum, each) => sum + each, 0) * TICK_MS;
}
