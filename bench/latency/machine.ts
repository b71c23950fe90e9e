import { availableParallelism, cpus, loadavg } from "node:os";

/** Processes that wait for a processor, in the last minute, above which times say little. */
const BUSY = 0.5;

/**
 * What a run was made on, in a line.
 *
 * @example
 * describeMachine(); // "Bun 1.4.5, 2 cores of AMD EPYC, 2026-11-22"
 */
export function describeMachine(): string {
	const processor = cpus()[0]?.model ?? "unknown";
	const day = new Date().toISOString().slice(0, 10);
	return `Bun ${Bun.version}, ${availableParallelism()} cores of ${processor}, ${day}`;
}

/**
 * Says on the standard error if the machine is busy with something else.
 *
 * @example
 * warnIfBusy();
 */
export function warnIfBusy(): void {
	const [load = 0] = loadavg();
	if (load <= BUSY) return;
	console.error(
		`Warning: this machine is busy (load average ${load.toFixed(1)}): the times below say little`,
	);
}
