import { readdirSync, readFileSync } from "node:fs";
import { getPriority, setPriority } from "node:os";
import type { Engine } from "widthwise";

const THREADS = "/proc/self/task";

/** How Bun names the threads of its pool (`proc_pid_comm(5)`). */
const POOL_THREAD = /^Bun Pool/;

/**
 * Makes an engine whose work is done in Bun's pool lower the priority of the pool's threads, so that they
 * make way for the main thread. Bun has no option for that, and starts threads when it needs them. Only
 * on Linux, where threads have priorities of their own.
 *
 * @param niceness is added to that of the process, up to 19
 *
 * @example
 * const engine = lowerPool(createBunEngine(), 5);
 */
export function lowerPool(engine: Engine, niceness: number): Engine {
	if (process.platform !== "linux") return engine;
	const seen = new Set<string>();

	function lowerNewThreads(): void {
		for (const id of readdirSync(THREADS)) {
			if (seen.has(id)) continue;
			seen.add(id);
			lowerIfInPool(id, niceness);
		}
	}

	return {
		...engine,
		async render(...source) {
			const images = await engine.render(...source);
			lowerNewThreads();
			return images;
		},
	};
}

function lowerIfInPool(id: string, niceness: number): void {
	try {
		if (!POOL_THREAD.test(readFileSync(`${THREADS}/${id}/comm`, "utf8"))) return;
		setPriority(Number(id), Math.min(19, getPriority(0) + niceness));
	} catch {
		// The thread has ended, or a sandbox forbids it. The work is the same.
	}
}
