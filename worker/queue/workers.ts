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
	/** Takes no more jobs, waits `graceMs` for those that run, then hands them back. */
	close(graceMs: number): Promise<void>;
	/** Lets go of connections, whatever was to be said on them. */
	disconnect(): void;
};

const START_AGAIN_MS = 1000;

/**
 * How often a job may lose its worker: more often than it ever will. It may be what kills them, but
 * that is counted by the catalogue, whose `attempts` outlive the queue and mean the same whatever the
 * queue lives in. A lower limit here would give up innocent photos, those that happened to be at hand
 * while machines were restarted.
 */
const MAX_STALLS = 1_000_000;

/**
 * Starts workers on a queue.
 *
 * @example
 * const workers = createWorkers("photos", { concurrency: 2, handle, recordFailure }, options, factory, onError);
 * await workers.close(10_000);
 */
export function createWorkers<Backend extends IQueueBackend, Connection>(
	queueName: string,
	work: PhotoWork,
	options: WorkerOptions<Connection>,
	factory: BackendFactory<Backend, Connection>,
	onError: (error: unknown) => void,
): Workers {
	const handOver = new AbortController();
	const givingUp = new Set<Promise<void>>();
	let isClosing = false;

	function recordFailure(photoId: string, error: Error): void {
		// Not what the queue makes of it, but what went wrong.
		const last = error instanceof UnrecoverableError ? error.cause : error;
		const ending = work.recordFailure(photoId, last instanceof Error ? last : error).catch(onError);
		givingUp.add(ending);
		void ending.then(() => givingUp.delete(ending));
	}

	function createWorker() {
		const { concurrency } = work;
		const worker = new Worker<PhotoJob, void, string, Backend, JobProgress, Connection>(
			queueName,
			(job, token) => runJob(job, token, work, handOver.signal),
			{ ...options, concurrency, maxStalledCount: MAX_STALLS, autorun: false },
			factory,
		);
		worker.on("error", onError);
		worker.on("failed", (job, error) => {
			// Without an end it will be tried again.
			if (job?.finishedOn) recordFailure(job.data.photoId, error);
		});
		return worker;
	}

	/** A worker that could not begin would remember that for ever, and fail without a pause. */
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
				await Bun.sleep(START_AGAIN_MS);
			}
		}
		return null;
	}

	const started = start();
	return {
		async close(graceMs) {
			isClosing = true;
			const timer = setTimeout(() => handOver.abort(), graceMs);
			await (await started)?.close();
			clearTimeout(timer);
			await Promise.all(givingUp);
		},
		disconnect: () => void started.then((worker) => worker?.disconnect()).catch(onError),
	};
}
