import type { Engine } from "./engine.ts";

/** Told after each run of an engine: its name and how long it took, waiting included, in milliseconds. */
export type OnRun = (engineName: string, milliseconds: number) => void;

/**
 * The same engine, reporting each of its runs, also those that fail.
 *
 * @example
 * const engine = measureEngine(createVipsEngine(options), (name, ms) => console.log(name, ms));
 */
export function measureEngine(engine: Engine, onRun: OnRun): Engine {
	return {
		...engine,
		async render(source, outputs) {
			const startedAt = performance.now();
			try {
				return await engine.render(source, outputs);
			} finally {
				onRun(engine.name, performance.now() - startedAt);
			}
		},
	};
}
