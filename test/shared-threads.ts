import { type OpenThreads, openNewThreads } from "@widthwise/worker/open-threads";

/** Between the tests of one file and those of the next. */
const IDLE_MS = 60_000;

const engines = new Map<string, ReturnType<OpenThreads["vips"]>>();
const inspector = openNewThreads.inspector({ threads: 2, idleMs: IDLE_MS });

/**
 * The threads that all servers in this process share, whatever for: starting an engine for each pool of
 * each server takes longer than most tests. They end with the process.
 */
export const sharedThreads: OpenThreads = {
	vips(options) {
		const name = JSON.stringify([options.maxPixels, options.encoder]);
		const shared = { ...options, threads: 2, idleMs: IDLE_MS };
		const engine = engines.get(name) ?? openNewThreads.vips(shared);
		engines.set(name, engine);
		return { ...engine, close: async () => {} };
	},
	inspector: () => ({ ...inspector, close: async () => {} }),
};
