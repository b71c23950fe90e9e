import { type Job, UnrecoverableError, WaitingError } from "bullmq";
import { isOutage } from "../outages/connection-errors.ts";
import { PermanentError } from "./permanent-error.ts";

/** What a job says. `faults`: how often it failed for a reason that was no outage. */
export type PhotoJob = { readonly photoId: string; readonly faults?: number };

/** What workers do. */
export type PhotoWork = {
	/** Jobs at once, at least 1. */
	readonly concurrency: number;
	/**
	 * Publishes a photo; when it rejects, it is tried again later, but for a `PermanentError`. The signal:
	 * stop, others will do it.
	 */
	handle(photoId: string, signal: AbortSignal): Promise<void>;
	/**
	 * Called with the last error when there will be no other attempt. The job is gone by then: whoever
	 * hears that the photo has failed can have it published again at once.
	 */
	recordFailure(photoId: string, error: Error): Promise<void>;
};

/** Attempts while nothing is away: what has failed so often will fail again. */
const MAX_FAULTS = 5;

/**
 * Runs one job. It rejects when the job is to be tried again, with BullMQ's own errors when it is not,
 * or when the signal came first and it was handed back to other workers.
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
	const { photoId, faults = 0 } = job.data;
	try {
		if (await isDoneBefore(signal, work.handle(photoId, signal))) return;
	} catch (error) {
		if (error instanceof PermanentError) throw unrecoverable(error);
		if (isOutage(error)) throw error;
		if (faults + 1 >= MAX_FAULTS) throw unrecoverable(error);
		await job.updateData({ photoId, faults: faults + 1 });
		throw error;
	}
	await job.moveToWait(token);
	throw new WaitingError();
}

function unrecoverable(cause: unknown): UnrecoverableError {
	const message = cause instanceof Error ? cause.message : String(cause);
	return Object.assign(new UnrecoverableError(message), { cause });
}

/** `false` if the signal came first; rejects if the work did. */
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
