import { memoryOf } from "../harness/process-usage.ts";

const SAMPLE_MS = 100;

/** Watches the resident memory of a process until it is disposed of. */
export type MemoryWatch = Disposable & {
	/** The highest since the last call, in bytes. */
	peak(): number;
};

/**
 * Starts to watch.
 *
 * @example
 * using memory = watchMemory(server.pid);
 */
export function watchMemory(pid: number): MemoryWatch {
	let peak = 0;
	const look = (): void => {
		peak = Math.max(peak, memoryOf(pid).now);
	};
	const timer = setInterval(look, SAMPLE_MS);
	return {
		peak() {
			look();
			const highest = peak;
			peak = 0;
			return highest;
		},
		[Symbol.dispose]: () => clearInterval(timer),
	};
}
