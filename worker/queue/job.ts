import { type Job, UnrecoverableError, WaitingError } from "bullmq";
import { isOutage } from "../outages/connection-errors.ts";
import { PermanentError } from "./permanent-error.ts";

/** The data of a job. */
export type PhotoJob = {
	readonly photoId: string;
	/** Failures other than outages. */
	readonly faults?: number;
	/** The request that enqueued it: in the lines that the log has of both. */
	readonly requestId?: string;
};

/** The work of a queue's workers. */
export type PhotoWork = {
	/** The number of jobs that run at the same time, at least 1. */
	readonly concurrency: number;
	/**
	 * Does the work on a photo. If it rejects, the queue tries again later, except after a `PermanentError`. The
	 * signal aborts when the job goes back to the queue, for another worker.
	 */
	handle(photoId: string, signal: AbortSignal, requestId?: string): Promise<void>;
	/**
	 * Called with the last error when there will be no further attempt. The job no longer exists by then,
	 * so the photo can be enqueued again at once.
	 */
	recordFailure(photoId: string, error: Error): Promise<void>;
};

/** Attempts that may fail without an outage: after that, another would fail too. */
const MAX_FAULTS = 5;

/**
 * Runs one job. Rejects with the job's error if the queue is to try again; with BullMQ's
 * `UnrecoverableError` if it is not; with its `WaitingError` if the signal came first and the job went
 * back to the queue.
 *
 * @example
 * new Worker("photos", (job, token) => runJob(job, token, work, signal), options);
 */
export async function runJob(
	job: Job<PhotoJob, void>,
	token: string | undefined,
	work: PhotoWork,
	signal: AbortSignal,
): Promise<void> {
	const { photoId, faults = 0, requestId } = job.data;
	try {
		if (await isDoneBefore(signal, work.handle(photoId, signal, requestId))) return;
	} catch (error) {
		if (error instanceof PermanentError) throw unrecoverable(error);
		if (isOutage(error)) throw error;
		if (faults + 1 >= MAX_FAULTS) throw unrecoverable(error);
		await job.updateData({ ...job.data, faults: faults + 1 });
		throw error;
	}
	await job.moveToWait(token);
	throw new WaitingError();
}

function unrecoverable(cause: unknown): UnrecoverableError {
	const message = cause instanceof Error ? cause.message : String(cause);
	return Object.assign(new UnrecoverableError(message), { cause });
}

/** Resolves to `false` if the signal came first; rejects if the work rejected first. */
async function isDoneBefore(signal: AbortSignal, work: Promise<void>): Promise<boolean> {
	const { promise: aborted, resolve: abort } = Promise.withResolvers<boolean>();
	const onAbort = (): void => abort(false);
	signal.addEventListener("abort", onAbort);
	if (signal.aborted) onAbort();
	const done = work.then(
		() => true,
		(error: unknown) => {
			if (!signal.aborted) throw error;
			return false;
		},
	);
	try {
		return await Promise.race([aborted, done]);
	} finally {
		signal.removeEventListener("abort", onAbort);
	}
}
