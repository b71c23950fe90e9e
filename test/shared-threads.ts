import { type OpenThreads, openNewThreads } from "@widthwise/worker/open-threads";
import { PATIENCE_MS } from "./patience.ts";

const LIMITS = {
	threads: 2,
	// Between the tests of one file and those of the next.
	idleMs: 60_000,
	// The processor time of the tests themselves counts, too.
	timeoutMs: PATIENCE_MS,
} as const;

const engines = new Map<string, ReturnType<OpenThreads["vips"]>>();
const inspector = openNewThreads.inspector(LIMITS);

/**
 * The threads that all servers in this process share, whatever for: starting an engine for each pool of
 * each server takes longer than most tests. They end with the process.
 */
export const sharedThreads: OpenThreads = {
	vips(options) {
		const name = JSON.stringify([options.maxPixels, options.encoder]);
		const engine = engines.get(name) ?? openNewThreads.vips({ ...options, ...LIMITS });
		engines.set(name, engine);
		return { ...engine, close: async () => {} };
	},
	inspector: () => ({ ...inspector, close: async () => {} }),
};
