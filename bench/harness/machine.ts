import { availableParallelism, cpus } from "node:os";

/** The largest share of the processors, 0 to 1, that other programs may use during a measurement. */
export const BUSY_SHARE = 0.1;

const SAMPLE_MS = 500;

/**
 * Describes the machine, the runtime and the date in one line.
 *
 * @example
 * describeMachine(); // "Bun 1.4.5, 2 cores of AMD EPYC, 2026-11-22"
 */
export function describeMachine(): string {
	const day = new Date().toISOString().slice(0, 10);
	return `Bun ${Bun.version}, ${describeProcessors()}, ${day}`;
}

/**
 * Describes the processors.
 *
 * @example
 * describeProcessors(); // "2 cores of AMD EPYC"
 */
export function describeProcessors(): string {
	return `${availableParallelism()} cores of ${cpus()[0]?.model ?? "unknown"}`;
}

/**
 * Measures the share of the processors, 0 to 1, that other programs use, while this one sleeps for half
 * a second. A load average would include the part that ran before.
 *
 * @example
 * busyShare(); // 0.02
 */
export function busyShare(): number {
	const before = processorTimes();
	Bun.sleepSync(SAMPLE_MS);
	const after = processorTimes();
	const all = after.all - before.all;
	return all > 0 ? 1 - (after.idle - before.idle) / all : 0;
}

function processorTimes(): { readonly idle: number; readonly all: number } {
	return cpus().reduce(
		({ idle, all }, { times }) => ({
			idle: idle + times.idle,
			all: all + times.user + times.nice + times.sys + times.irq + times.idle,
		}),
		{ idle: 0, all: 0 },
	);
}

/**
 * Warns on standard error if the machine is busy with other programs.
 *
 * @example
 * warnIfBusy();
 */
export function warnIfBusy(): void {
	const share = busyShare();
	if (share <= BUSY_SHARE) return;
	console.error(
		`Warning: other programs use ${(100 * share).toFixed(0)} % of the processors: the times below are unreliable`,
	);
}
