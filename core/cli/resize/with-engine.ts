import { availableParallelism } from "node:os";
import type { Engine } from "../../engines/engine.ts";
import type { Terminal } from "../console/terminal.ts";

/** The most threads by default: each may need 512 MB. */
const MAX_THREADS = 8;

/**
 * Runs a task with an engine, which is closed afterwards, or when the program is asked to end.
 *
 * @param jobs the number of threads; `null`: one for each core, at most 8
 *
 * @example
 * await withEngine(null, terminal, (engine) => resize(bytes, { engine, width: 400 }));
 */
export async function withEngine<Result>(
	jobs: number | null,
	{ openEngine, signal }: Pick<Terminal, "openEngine" | "signal">,
	task: (engine: Engine, threads: number) => Promise<Result>,
): Promise<Result> {
	const threads = jobs ?? defaultThreads();
	const engine = await openEngine(threads);
	const close = (): void => void engine.close();
	signal.addEventListener("abort", close, { once: true });
	if (signal.aborted) close();
	try {
		return await task(engine, threads);
	} finally {
		signal.removeEventListener("abort", close);
		await engine.close();
	}
}

/**
 * Returns the number of an engine's threads: one for each core, at most 8.
 *
 * @example
 * const engine = await terminal.openEngine(defaultThreads());
 */
export function defaultThreads(): number {
	return Math.min(MAX_THREADS, availableParallelism());
}
