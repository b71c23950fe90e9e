/**
 * Parses untrusted files on threads, so that no file holds up a server.
 *
 * @module
 */

import { checkWhole } from "../../arguments/check-number.ts";
import { checkNiceness } from "../../engines/threads/niceness.ts";
import { ownBuffer } from "../../engines/threads/own-buffer.ts";
import { createPool } from "../../engines/threads/pool.ts";
import type { PoolState } from "../../engines/threads/pool-state.ts";
import { siblingModule } from "../../engines/threads/sibling-module.ts";
import type { Probe } from "../../formats/container/container.ts";
import {
	type FileOnDisk,
	type InspectionJob,
	type InspectionResult,
	isResultOf,
	type ResultOf,
} from "./inspection-job.ts";
import type { Inspector } from "./inspector.ts";

export type { PoolState } from "../../engines/threads/pool-state.ts";
export { shareBytes } from "../../engines/threads/share-bytes.ts";
export type { Probe } from "../../formats/container/container.ts";
export type { PhotoMetadata } from "../../metadata/read.ts";
export type { StripOptions } from "../../privacy/strip.ts";
export type { FileOnDisk } from "./inspection-job.ts";
export type { Inspection, Inspector } from "./inspector.ts";

/** An inspector on threads. */
export type ThreadedInspector = Inspector & {
	/** Reads the properties of the picture in a file from its header, as `probeImage` does. */
	probeFile(file: FileOnDisk): Promise<Probe>;
	/** Its threads now, for metrics. */
	threads(): PoolState;
	/** Releases the threads, and ends running work. Safe to repeat. */
	close(): Promise<void>;
};

/** Options of the threads; all but their number have defaults. */
export type InspectorOptions = {
	/** Files that are parsed at the same time, each on its own thread; at least 1. */
	readonly threads: number;
	/** Maximum milliseconds of processor time for one step with one file. Default: 30 000. */
	readonly timeoutMs?: number;
	/** Milliseconds after which an idle thread and its memory are released. Default: 60 000. */
	readonly idleMs?: number;
	/**
	 * How far the threads make way for others, on Linux: from 0, not at all, to 19, they use only what
	 * others leave. Default: 0.
	 */
	readonly niceness?: number;
};

const START_TIMEOUT_MS = 30_000;

/** Of a thread, besides the bytes of the file; where the runtime knows such a limit. */
const MAX_HEAP_MB = 512;

/**
 * Creates the inspector for servers. A file that takes too long, or crashes its thread, ends the thread
 * and is refused; other files are not affected. Threads start with the first file.
 *
 * @throws {WidthwiseError} `invalid-argument` for an option out of range
 *
 * @example
 * const inspector = createThreadedInspector({ threads: 1 });
 * const { takenAt } = await inspector.readMetadata(bytes);
 * await inspector.close();
 */
export function createThreadedInspector(options: InspectorOptions): ThreadedInspector {
	const { niceness = 0 } = options;
	checkWhole("threads", options.threads, 1);
	checkNiceness(niceness);
	const pool = createPool<InspectionJob, InspectionResult>({
		thread: siblingModule("inspect-thread", import.meta.url),
		settings: niceness,
		size: options.threads,
		timeoutMs: options.timeoutMs ?? 30_000,
		startTimeoutMs: START_TIMEOUT_MS,
		idleMs: options.idleMs ?? 60_000,
		maxHeapMb: MAX_HEAP_MB,
	});

	async function run<Kind extends InspectionJob["kind"]>(
		kind: Kind,
		job: InspectionJob & { readonly kind: Kind },
	): Promise<ResultOf<Kind>> {
		const result = await pool.run(job);
		if (isResultOf(result, kind)) return result;
		throw new Error(`The thread returned ${result.kind} instead of ${kind}`);
	}

	return {
		async probeFile(file) {
			return (await run("probe", { kind: "probe", file })).value;
		},
		async inspect(bytes, maxPixels) {
			const image = ownBuffer(bytes);
			return (await run("inspect", { kind: "inspect", image, maxPixels })).value;
		},
		async readMetadata(bytes) {
			return (await run("metadata", { kind: "metadata", image: ownBuffer(bytes) })).value;
		},
		async strip(bytes, { orientation, credit }) {
			const options = { orientation, credit };
			return (await run("strip", { kind: "strip", image: ownBuffer(bytes), options })).value;
		},
		async verify(bytes, { orientation, credit }) {
			const kept = { orientation, credit };
			return (await run("verify", { kind: "verify", image: ownBuffer(bytes), kept })).value;
		},
		threads: pool.state,
		close: () => pool.close(),
	};
}
