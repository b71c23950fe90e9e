import { readFileSync } from "node:fs";

/**
 * Returns a process's peak memory, in bytes; `null` if the system does not report it (the system is
 * not Linux, or the process has ended).
 *
 * @example
 * peakMemory(process.pid); // 98_304_000
 */
export function peakMemory(processId: number | undefined): number | null {
	try {
		const [, kilobytes] =
			/^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${processId}/status`, "utf8")) ?? [];
		return kilobytes === undefined ? null : Number(kilobytes) * 1024;
	} catch {
		return null;
	}
}
