import {
	type BackendFactory,
	type IQueueBackend,
	type JobProgress,
	UnrecoverableError,
	Worker,
	type WorkerOptions,
} from "bullmq";
import { type PhotoJob, type PhotoWork, runJob } from "./job.ts";

/** Running workers. */
export type Workers = {
	/** Takes no more jobs, waits `graceMs` for running ones, then hands those back to the queue. */
	close(graceMs: number): Promise<void>;
	/** Closes connections without waiting for commands on them. */
	disconnect(): void;
};

const START_RETRY_MS = 1000;

/**
 * How often a job may lose its worker: in effect, without limit. A photo that crashes its workers is
 * stopped by `attempts` in the catalogue, which outlive the queue and count alike on every backend. A
 * lower limit here would fail photos that were being published while machines restarted.
 */
const MAX_STALLS = 1_000_000;

/**
 * Starts workers on a queue.
 *
 * @example
 * const work = { concurrency: 2, handle, recordFailure };
 * const workers = createWorkers("photos", work, options, factory, onError);
 * await workers.close(10_000);
 */
export function createWorkers<Backend extends IQueueBackend, Connection>(
	queueName: string,
	work: PhotoWork,
	options: WorkerOptions<Connection>,
	factory: BackendFactory<Backend, Connection>,
	onError: (error: unknown) => void,
): Workers {
	const handBack = new AbortController();
	const recordings = new Set<Promise<void>>();
	let isClosing = false;

	function recordFailure(photoId: string, error: Error): void {
		// The error itself, not BullMQ's wrapper.
		const last = error instanceof UnrecoverableError ? error.cause : error;
		const recording = work
			.recordFailure(photoId, last instanceof Error ? last : error)
			.catch(onError);
		recordings.add(recording);
		void recording.then(() => recordings.delete(recording));
	}

	function createWorker() {
		const { concurrency } = work;
		const worker = new Worker<PhotoJob, void, string, Backend, JobProgress, Connection>(
			queueName,
			(job, token) => runJob(job, token, work, handBack.signal),
			{ ...options, concurrency, maxStalledCount: MAX_STALLS, autorun: false },
			factory,
		);
		worker.on("error", onError);
		worker.on("failed", (job, error) => {
			// A job that has not finished will be retried.
			if (job?.finishedOn) recordFailure(job.data.photoId, error);
		});
		return worker;
	}

	/** A BullMQ worker that failed to connect never recovers, so each attempt makes a new one. */
	async function start() {
		while (!isClosing) {
			const worker = createWorker();
			try {
				await worker.waitUntilReady();
				void worker.run().catch(onError);
				return worker;
			} catch (error) {
				onError(error);
				await worker.close(true);
				await Bun.sleep(START_RETRY_MS);
			}
		}
		return null;
	}

	const started = start();
	return {
		async close(graceMs) {
			isClosing = true;
			const timer = setTimeout(() => handBack.abort(), graceMs);
			await (await started)?.close();
			clearTimeout(timer);
			await Promise.all(recordings);
		},
		disconnect: () => void started.then((worker) => worker?.disconnect()).catch(onError),
	};
}
