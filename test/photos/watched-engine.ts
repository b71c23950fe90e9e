import type { Engine } from "widthwise";
import { measureEngine } from "widthwise/internal";

/** An engine and what it was given to do. */
export type WatchedEngine = {
	readonly engine: Engine;
	/** Its sources, one a run. */
	readonly sources: Uint8Array[];
	/** How many runs ended. */
	ended(): number;
	/** The most that ran at the same time. */
	mostAtOnce(): number;
};

/** The same engine, noting its runs. */
export function watched(engine: Engine): WatchedEngine {
	const sources: Uint8Array[] = [];
	let running = 0;
	let most = 0;
	let ended = 0;
	const noting: Engine = {
		...engine,
		render(source, outputs) {
			sources.push(source);
			running++;
			most = Math.max(most, running);
			return engine.render(source, outputs);
		},
	};
	return {
		sources,
		engine: measureEngine(noting, () => {
			running--;
			ended++;
		}),
		ended: () => ended,
		mostAtOnce: () => most,
	};
}
