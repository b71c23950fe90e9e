import type { Catalogue } from "./catalogue/catalogue.ts";
import type { PhotoQueue } from "./queue.ts";

/** A running sweep. */
export type Sweep = {
	/** Enqueues everything unfinished now; resolves to how many photos that was. */
	run(): Promise<number>;
	/** Ends the periodic runs. */
	stop(): void;
};

/**
 * Re-enqueues whatever the catalogue says is unfinished: the queue only wakes workers, so a job lost
 * with a crash or an emptied queue is made again here. A job that is still there is not doubled.
 *
 * @param options.intervalMs milliseconds between runs
 *
 * @example
 * const sweep = startSweep({ catalogue, queue, intervalMs: 60_000, onError: console.error });
 * await sweep.run();
 */
export function startSweep(options: {
	readonly catalogue: Catalogue;
	readonly queue: PhotoQueue;
	readonly intervalMs: number;
	readonly onError: (error: unknown) => void;
}): Sweep {
	const { catalogue, queue, intervalMs, onError } = options;
	async function run(): Promise<number> {
		const ids = await catalogue.unfinished();
		for (const id of ids) await queue.enqueue(id);
		return ids.length;
	}
	const timer = setInterval(() => void run().catch(onError), intervalMs);
	timer.unref();
	return { run, stop: () => clearInterval(timer) };
}
