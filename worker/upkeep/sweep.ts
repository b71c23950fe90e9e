import { singleFlight } from "widthwise/internal";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { Deletion } from "../deletion/deletion.ts";
import type { PhotoQueue } from "../queue/queue.ts";
import type { Audit, Findings } from "./audit.ts";
import { describeFindings } from "./describe-findings.ts";
import type { Repair } from "./repair.ts";

/** A running sweep. */
export type Sweep = {
	/** Enqueues everything unfinished now; resolves to how many photos that was. */
	run(): Promise<number>;
	/** Goes on with deletions that were begun and not ended. */
	finishDeletions(): Promise<void>;
	/**
	 * Compares catalogue and stores, reports what is wrong, and repairs what was wrong the last time
	 * already: what is reported can be looked at for a whole interval before anything is removed. Originals
	 * without a record are only reported: it may be the catalogue that is the wrong one.
	 */
	inspect(): Promise<void>;
	/** Ends the periodic runs. */
	stop(): void;
};

/**
 * Re-enqueues whatever the catalogue says is unfinished: the queue only wakes workers, so a job lost
 * with a crash or an emptied queue is made again here. A job that is still there is not doubled. It
 * goes on with unfinished deletions, and less often compares catalogue and stores.
 *
 * @param options.intervalMs milliseconds between runs
 * @param options.inspectMs milliseconds between inspections
 * @param options.report told in one sentence what an inspection found
 *
 * @example
 * const sweep = startSweep({ catalogue, queue, audit, repair, intervalMs: 60_000, ... });
 * await sweep.run();
 */
export function startSweep(options: {
	readonly catalogue: Pick<Catalogue, "unfinished">;
	readonly queue: Pick<PhotoQueue, "enqueue">;
	readonly deletion: Pick<Deletion, "finish">;
	readonly audit: Audit;
	readonly repair: Repair;
	readonly intervalMs: number;
	readonly inspectMs: number;
	readonly report: (finding: string) => void;
	readonly onError: (error: unknown) => void;
}): Sweep {
	const { catalogue, queue, deletion, audit, repair, report, onError } = options;
	let previous: Findings | null = null;

	// While the queue is away a run waits for it: each run of the timer joins the one that waits.
	const run = singleFlight(async (): Promise<number> => {
		const ids = await catalogue.unfinished();
		// Behind one another, as one upload: so a new one does not wait for all of these.
		for (const [place, id] of ids.entries()) await queue.enqueue(id, place);
		return ids.length;
	});

	const stopping = new AbortController();
	const finishDeletions = singleFlight(() => deletion.finish(stopping.signal));

	const inspect = singleFlight(async (): Promise<void> => {
		const found = await audit();
		for (const line of describeFindings(found)) report(line);
		const again = previous ?? { strays: [], unpublished: [] };
		const still = (ids: readonly string[], before: readonly string[]): readonly string[] =>
			ids.filter((id) => before.includes(id));
		await repair({
			...found,
			strays: still(found.strays, again.strays),
			unrecorded: [],
			unpublished: still(found.unpublished, again.unpublished),
		});
		previous = found;
	});

	// What was begun before the end may fail for want of a database.
	const tell = (error: unknown): void => {
		if (!stopping.signal.aborted) onError(error);
	};
	const timers = [
		setInterval(() => void run().catch(tell), options.intervalMs),
		setInterval(() => void finishDeletions().catch(tell), options.intervalMs),
		setInterval(() => void inspect().catch(tell), options.inspectMs),
	];
	for (const timer of timers) timer.unref();
	return {
		run,
		finishDeletions,
		inspect,
		stop() {
			stopping.abort();
			timers.forEach(clearInterval);
		},
	};
}
