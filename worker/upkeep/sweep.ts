import { singleFlight } from "widthwise/internal";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { Deletion } from "../deletion/deletion.ts";
import type { Trash } from "../deletion/trash.ts";
import type { PhotoQueue } from "../queue/queue.ts";
import type { Audit, Findings } from "./audit.ts";
import { describeFindings } from "./describe-findings.ts";
import type { Repair } from "./repair.ts";

/** A running sweep. */
export type Sweep = {
	/** Enqueues all unfinished photos now; resolves to their number. */
	run(): Promise<number>;
	/** Continues unfinished deletions. */
	finishDeletions(): Promise<void>;
	/** Deletes for good what has been in the trash for too long. */
	emptyTrash(): Promise<void>;
	/**
	 * Compares catalogue and stores, reports what is wrong, and repairs what was already wrong at the
	 * last inspection, so the owner has a whole interval to look before anything is deleted. Originals
	 * without a record are only reported: this may be the wrong catalogue.
	 */
	inspect(): Promise<void>;
	/** Stops the periodic runs. */
	stop(): void;
};

/**
 * Starts the sweep. It enqueues photos that are unfinished in the catalogue: a job that was lost in a
 * crash or with the queue is made again, and one that still exists is not doubled. It also continues
 * unfinished deletions, empties the trash of what has expired and, less often, compares catalogue and stores.
 *
 * @param options.intervalMs milliseconds between runs
 * @param options.inspectMs milliseconds between inspections
 * @param options.report called with each line that describes a finding
 *
 * @example
 * const sweep = startSweep({ catalogue, queue, audit, repair, intervalMs: 60_000, ... });
 * await sweep.run();
 */
export function startSweep(options: {
	readonly catalogue: Pick<Catalogue, "unfinished">;
	readonly queue: Pick<PhotoQueue, "enqueue">;
	readonly deletion: Pick<Deletion, "finish">;
	readonly trash: Pick<Trash, "emptyExpired">;
	readonly audit: Audit;
	readonly repair: Repair;
	readonly intervalMs: number;
	readonly inspectMs: number;
	readonly report: (finding: string) => void;
	readonly onError: (error: unknown) => void;
}): Sweep {
	const { catalogue, queue, deletion, trash, audit, repair, report, onError } = options;
	let previous: Findings | null = null;

	// While the queue is unreachable, a run waits for it, and each later run joins that one.
	const run = singleFlight(async (): Promise<number> => {
		const ids = await catalogue.unfinished();
		// With positions, as one upload: a new upload does not wait for all of these.
		for (const [position, id] of ids.entries()) await queue.enqueue(id, position);
		return ids.length;
	});

	const stopping = new AbortController();
	const finishDeletions = singleFlight(() => deletion.finish(stopping.signal));
	const emptyTrash = singleFlight(() => trash.emptyExpired(stopping.signal));

	const inspect = singleFlight(async (): Promise<void> => {
		const findings = await audit();
		for (const line of describeFindings(findings)) report(line);
		await repair({
			...findings,
			strays: findings.strays.filter((id) => previous?.strays.includes(id)),
			unrecorded: [],
			unpublished: findings.unpublished.filter((id) => previous?.unpublished.includes(id)),
		});
		previous = findings;
	});

	// Runs that were stopped may fail because the database is closed.
	const reportError = (error: unknown): void => {
		if (!stopping.signal.aborted) onError(error);
	};
	const timers = [
		setInterval(() => void run().catch(reportError), options.intervalMs),
		setInterval(() => void finishDeletions().catch(reportError), options.intervalMs),
		setInterval(() => void emptyTrash().catch(reportError), options.intervalMs),
		setInterval(() => void inspect().catch(reportError), options.inspectMs),
	];
	for (const timer of timers) timer.unref();
	return {
		run,
		finishDeletions,
		emptyTrash,
		inspect,
		stop() {
			stopping.abort();
			timers.forEach(clearInterval);
		},
	};
}
