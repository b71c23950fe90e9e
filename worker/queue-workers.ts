import {
	type BackendFactory,
	type IQueueBackend,
	type Job,
	WaitingError,
	Worker,
	type WorkerOptions,
} from "bullmq";

/** What a job says. */
export type PhotoJob = { readonly photoId: string };

/** What workers do. */
export type PhotoWork = {
	/** Jobs at once, at least 1. */
	readonly concurrency: number;
	/** Publishes a photo; when it rejects, it is tried again later. The signal: stop, others will do it. */
	handle(photoId: string, signal: AbortSignal): Promise<void>;
	/** Called when the last attempt has failed, or its worker has died too often. */
	giveUp(photoId: string, error: Error): Promise<void>;
};

/** Running workers. */
export type Workers = {
	/** Takes no more jobs, waits `graceMs` for those that run, then hands them back. */
	close(graceMs: number): Promise<void>;
};

/** How often a job may lose its worker before it is given up: it may be what kills them. */
const MAX_DEATHS = 2;

/**
 * Starts workers on a queue.
 *
 * @example
 * const workers = createWorkers("photos", { concurrency: 2, handle, giveUp }, options, factory, onError);
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
	const givingUp = new Set<Promise<void>>();
	const worker = new Worker(
		queueName,
		(job: Job<PhotoJob, void>, token) => runJob(job, token, work, handBack.signal),
		{ ...options, concurrency: work.concurrency, maxStalledCount: MAX_DEATHS },
		factory,
	);
	worker.on("error", onError);
	worker.on("failed", (job, error) => {
		// Without an end it will be tried again.
		if (!job?.finishedOn) return;
		const ending = work.giveUp(job.data.photoId, error).catch(onError);
		givingUp.add(ending);
		void ending.then(() => givingUp.delete(ending));
	});
	return {
		async close(graceMs) {
			const timer = setTimeout(() => handBack.abort(), graceMs);
			await worker.close();
			clearTimeout(timer);
			await Promise.all(givingUp);
		},
	};
}

async function runJob(
	job: Job<PhotoJob, void>,
	token: string | undefined,
	work: PhotoWork,
	signal: AbortSignal,
): Promise<void> {
	if (await isDoneBefore(signal, work.handle(job.data.photoId, signal))) return;
	await job.moveToWait(token);
	throw new WaitingError();
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
