import {
	type BackendFactory,
	type ConnectionOptions,
	createPostgresBackend,
	getDefaultBackendFactory,
	type IQueueBackend,
	Queue,
	type RedisQueueBackend,
} from "bullmq";
import { WidthwiseError } from "widthwise";
import { within } from "widthwise/internal";
import type { Database } from "../database/database.ts";
import { quietOutages } from "../outages/quiet-outages.ts";
import { START_TIMEOUT_MS } from "../outages/retry-while-unreachable.ts";
import type { PhotoJob, PhotoWork } from "./job.ts";
import { checkRedis, connectRedis } from "./redis.ts";
import { ATTEMPTS, type QueueTiming, retryDelay, TIMING } from "./timing.ts";
import { createWorkers, type Workers } from "./workers.ts";

/** Wakes workers, in this process or another one, to publish photos or to work on published ones. */
export type PhotoQueue = {
	/**
	 * Enqueues a photo. Does nothing if the photo already waits or is being handled;
	 * once its job has ended, in success or failure, it can be enqueued again.
	 *
	 * @param position of the photo in its upload, from 0. Workers take the first photo of each upload
	 *   first, then the second of each, so a photo that is uploaded alone does not wait for the five
	 *   hundred uploaded before it.
	 * @param requestId of the request that enqueues it
	 */
	enqueue(photoId: string, position?: number, requestId?: string): Promise<void>;
	/** Whether a photo waits or is being handled, in any process. Later retries do not count. */
	hasWork(): Promise<boolean>;
	/** Whether a photo waits, in any process. Later retries do not count. */
	hasWaiting(): Promise<boolean>;
	/** Ids of at most `limit` photos that wait for another attempt after one that failed. */
	retrying(limit: number): Promise<readonly string[]>;
	/** Whether the owner has paused it: then workers take no jobs. */
	isPaused(): Promise<boolean>;
	/** Lets workers take jobs again. */
	resume(): Promise<void>;
	/** Deletes all jobs, even active ones. */
	empty(): Promise<void>;
	/** Runs jobs in this process, at most `concurrency` at a time. Call it at most once. */
	startWorkers(work: PhotoWork): void;
	/** Rejects with a `WidthwiseError` (`unavailable`) if Redis or the database does not answer. */
	check(): Promise<void>;
	/** BullMQ's queue, for tools that show queues. */
	readonly bull: Queue;
	/** Waits `graceMs` for running jobs, hands the rest back, closes connections. Safe to repeat. */
	close(graceMs?: number): Promise<void>;
};

/** The queue of photos to publish, or that of published photos with work left: see `background/`. */
export type QueueName = "photos" | "background";

/** What a queue's jobs are called where queues are shown. */
const JOB_NAMES: Readonly<Record<QueueName, string>> = {
	photos: "publish",
	background: "complete",
};

const GRACE_MS = 10_000;
const MAX_EVENTS = 100;

/** Finished jobs leave only a count for each minute of the last day. */
const METRICS_MINUTES = 24 * 60;

/** BullMQ's limit for a priority. */
const MAX_PRIORITY = 2_097_151;

/** A worker that could not fetch a job because the broker is unreachable tries again after this. */
const RUN_RETRY_MS = 1000;

/**
 * Opens the queue: on Redis if there is an address, else in the database.
 *
 * @throws {WidthwiseError} `unavailable` if Redis cannot be reached within `startTimeoutMs`,
 * `misconfigured` if it refuses the connection
 *
 * @example
 * const queue = await createPhotoQueue({ database, redisUrl: undefined, onError: log.error });
 * queue.startWorkers({ concurrency: 2, handle: ingest, recordFailure });
 * await queue.enqueue(photoId);
 */
export async function createPhotoQueue(options: {
	readonly database: Pick<Database, "queuePool" | "check">;
	readonly redisUrl: string | undefined;
	/** Default: `photos`. Queues with different names share nothing. */
	readonly name?: QueueName;
	/**
	 * Whether no other process can use this queue. Then the jobs in it belonged to a process that has
	 * ended: they are deleted at once instead of waiting until their locks expire, and the caller must
	 * enqueue unfinished photos.
	 */
	readonly isOnlyUser?: boolean;
	/** Called with errors in the background, such as a lost connection. */
	readonly onError: (error: unknown) => void;
	readonly timing?: QueueTiming;
	/** How long to wait for an unreachable Redis, in milliseconds. */
	readonly startTimeoutMs?: number;
}): Promise<PhotoQueue> {
	const { database, redisUrl, name = "photos", timing = TIMING } = options;
	const onError = quietOutages(options.onError);
	if (redisUrl === undefined) {
		const broker = {
			factory: createPostgresBackend,
			connection: database.queuePool,
			check: database.check,
			disconnect: () => {},
		};
		const queue = await openQueue(name, broker, timing, onError);
		if (options.isOnlyUser) await queue.empty();
		return queue;
	}
	const redis = await connectRedis(redisUrl, options.startTimeoutMs ?? START_TIMEOUT_MS, onError);
	const broker = {
		factory: getDefaultBackendFactory<RedisQueueBackend, ConnectionOptions>(),
		connection: redis,
		check: () => checkRedis(redis),
		disconnect: () => redis.disconnect(),
	};
	return openQueue(name, broker, timing, onError);
}

/** Where the jobs are stored. */
type Broker<Backend extends IQueueBackend, Connection> = {
	readonly factory: BackendFactory<Backend, Connection>;
	readonly connection: Connection;
	readonly check: () => Promise<void>;
	readonly disconnect: () => void;
};

async function openQueue<Backend extends IQueueBackend, Connection>(
	name: QueueName,
	broker: Broker<Backend, Connection>,
	timing: QueueTiming,
	onError: (error: unknown) => void,
): Promise<PhotoQueue> {
	const { factory, connection } = broker;
	const shared = { connection, prefix: "widthwise" };
	const queue = new Queue<PhotoJob, void, string, PhotoJob, void, string, Backend, Connection>(
		name,
		{ ...shared, streams: { events: { maxLen: MAX_EVENTS } } },
		factory,
	);
	queue.on("error", onError);
	// A queue that failed to connect would never recover.
	await queue.waitUntilReady().catch((cause) => {
		throw new WidthwiseError("unavailable", "Cannot open the queue: start the program again", {
			cause,
		});
	});
	const workerOptions = {
		...shared,
		drainDelay: timing.idleMs / 1000,
		lockDuration: timing.lockMs,
		stalledInterval: timing.stalledMs,
		runRetryDelay: RUN_RETRY_MS,
		metrics: { maxDataPoints: METRICS_MINUTES },
		settings: {
			backoffStrategy: (attempt: number, _type?: string, error?: Error) =>
				retryDelay(attempt, timing, error),
		},
	};
	let workers: Workers | undefined;
	let closing: Promise<void> | undefined;
	return {
		bull: plainQueue(queue),
		check: broker.check,
		async enqueue(photoId, position = 0, requestId) {
			const priority = Math.min(position, MAX_PRIORITY);
			const data = { photoId, ...(requestId !== undefined && { requestId }) };
			await queue.add(JOB_NAMES[name], data, { ...JOB_OPTIONS, jobId: photoId, priority });
		},
		hasWaiting: async () => (await queue.getJobCountByTypes("waiting", "prioritized")) > 0,
		hasWork: async () => (await queue.getJobCountByTypes("waiting", "prioritized", "active")) > 0,
		async retrying(limit) {
			const jobs = await queue.getDelayed(0, limit - 1);
			return jobs.map(({ data }) => data.photoId);
		},
		isPaused: () => queue.isPaused(),
		resume: () => queue.resume(),
		empty: () => queue.obliterate({ force: true }),
		startWorkers(work) {
			if (workers || closing) throw new Error("The workers have already been started");
			workers = createWorkers(name, work, workerOptions, factory, onError);
		},
		close(graceMs = GRACE_MS) {
			const inOrder = async (): Promise<void> => {
				await workers?.close(graceMs);
				await queue.close();
			};
			closing ??= within(graceMs + timing.brokerGraceMs, inOrder(), () => {}).finally(() => {
				workers?.disconnect();
				broker.disconnect();
			});
			return closing;
		},
	};
}

/** BullMQ's queue under the type that tools expect, whatever its backend. */
function plainQueue(queue: unknown): Queue {
	if (!(queue instanceof Queue)) throw new TypeError("Not a BullMQ queue");
	return queue;
}

/** The photo's id is the job's id, so BullMQ ignores a second job for the same photo. */
const JOB_OPTIONS = {
	attempts: ATTEMPTS,
	backoff: { type: "custom" },
	// While a finished job exists, its id cannot be used again.
	removeOnComplete: true,
	removeOnFail: true,
	stackTraceLimit: 3,
} as const;
