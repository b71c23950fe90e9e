import type { Engine } from "widthwise";
import { measureEngine } from "widthwise/internal";

/** An engine, and records of its runs. */
export type WatchedEngine = {
	readonly engine: Engine;
	/** The source of each run. */
	readonly sources: Uint8Array[];
	/** The number of runs that have ended. */
	ended(): number;
	/** The largest number of runs at the same time. */
	maxConcurrent(): number;
};

/** Wraps an engine so that it records its runs. */
export function watched(engine: Engine): WatchedEngine {
	const sources: Uint8Array[] = [];
	let running = 0;
	let max = 0;
	let ended = 0;
	const recording: Engine = {
		...engine,
		render(source, outputs) {
			sources.push(source);
			running++;
			max = Math.max(max, running);
			return engine.render(source, outputs);
		},
	};
	return {
		sources,
		engine: measureEngine(recording, () => {
			running--;
			ended++;
		}),
		ended: () => ended,
		maxConcurrent: () => max,
	};
}
