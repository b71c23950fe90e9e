import type { Engine } from "./engine.ts";

/**
 * Called after each run of an engine, with the engine's name and the milliseconds since the call,
 * including the time in a queue.
 */
export type OnRun = (engineName: string, milliseconds: number) => void;

/**
 * Wraps an engine to report each of its runs, including those that fail.
 *
 * @example
 * const engine = measureEngine(createVipsEngine(options), (name, ms) => console.log(name, ms));
 */
export function measureEngine(engine: Engine, onRun: OnRun): Engine {
	return {
		...engine,
		async render(source, outputs, options) {
			const startedAt = performance.now();
			try {
				return await engine.render(source, outputs, options);
			} finally {
				onRun(engine.name, performance.now() - startedAt);
			}
		},
	};
}
