import { readFileSync } from "node:fs";

/**
 * The most memory a process ever held, in bytes; `null` where the system does not say (other than
 * Linux, or the process is gone).
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
