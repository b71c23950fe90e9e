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

/** Wakes workers, in this process or another one, to publish photos. */
export type PhotoQueue = {
	/**
	 * Asks for a photo to be published. Nothing happens if it waits already or is under way; once its
	 * job has ended, well or not, it can be asked for again.
	 *
	 * @param place how many photos of the same upload came before it, from 0: of those that wait, the
	 *   first of each upload is published first, then the second of each. So a photo sent alone waits for
	 *   what is under way, not for the five hundred sent before it.
	 */
	enqueue(photoId: string, place?: number): Promise<void>;
	/** Drops all jobs, also those under way. */
	empty(): Promise<void>;
	/** Runs jobs in this process, at most `concurrency` at once. Once only. */
	startWorkers(work: PhotoWork): void;
	/** Rejects with a `WidthwiseError` (`unavailable`) if what the queue lives in does not answer. */
	check(): Promise<void>;
	/** BullMQ's own view of it, for tools that show queues. */
	readonly bull: Queue;
	/** Waits `graceMs` for running jobs, hands the rest back, lets go of connections. Safe to repeat. */
	close(graceMs?: number): Promise<void>;
};

const QUEUE = "photos";
const GRACE_MS = 10_000;
const MAX_EVENTS = 100;

/** Finished jobs leave nothing behind but a count for each minute of the last day. */
const METRICS_MINUTES = 24 * 60;

/** BullMQ's limit for a priority. */
const MAX_PRIORITY = 2_097_151;

/** A worker that could not ask for work, because the broker was away, asks again after this time. */
const ASK_AGAIN_MS = 1000;

/**
 * Opens the queue: on Redis if there is an address, else in the database.
 *
 * @throws {WidthwiseError} `unavailable` if Redis cannot be reached within `startTimeoutMs`, `misconfigured` if it refuses
 *
 * @example
 * const queue = await createPhotoQueue({ database, redisUrl: undefined, onError: console.error });
 * queue.startWorkers({ concurrency: 2, handle: ingest, recordFailure });
 * await queue.enqueue(photoId);
 */
export async function createPhotoQueue(options: {
	readonly database: Pick<Database, "queuePool" | "check">;
	readonly redisUrl: string | undefined;
	/**
	 * Whether no other process can be using this queue: then jobs found in it lost their worker with
	 * the process before, and are dropped at once instead of waiting for their locks to run out.
	 * Whoever opens it enqueues what is unfinished.
	 */
	readonly isOnlyUser?: boolean;
	/** Told of what goes wrong in the background, such as a lost connection. */
	readonly onError: (error: unknown) => void;
	readonly timing?: QueueTiming;
	/** How long to wait for a Redis that is away, in milliseconds. */
	readonly startTimeoutMs?: number;
}): Promise<PhotoQueue> {
	const { database, redisUrl, timing = TIMING } = options;
	const onError = quietOutages(options.onError);
	if (redisUrl === undefined) {
		const broker = {
			factory: createPostgresBackend,
			connection: database.queuePool,
			check: database.check,
			disconnect: () => {},
		};
		const queue = await openQueue(broker, timing, onError);
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
	return openQueue(broker, timing, onError);
}

/** Where the jobs are kept. */
type Broker<Backend extends IQueueBackend, Connection> = {
	readonly factory: BackendFactory<Backend, Connection>;
	readonly connection: Connection;
	readonly check: () => Promise<void>;
	readonly disconnect: () => void;
};

async function openQueue<Backend extends IQueueBackend, Connection>(
	broker: Broker<Backend, Connection>,
	timing: QueueTiming,
	onError: (error: unknown) => void,
): Promise<PhotoQueue> {
	const { factory, connection } = broker;
	const shared = { connection, prefix: "widthwise" };
	const queue = new Queue<PhotoJob, void, string, PhotoJob, void, string, Backend, Connection>(
		QUEUE,
		{ ...shared, streams: { events: { maxLen: MAX_EVENTS } } },
		factory,
	);
	queue.on("error", onError);
	// A queue that could not begin would remember that for ever.
	await queue.waitUntilReady().catch((cause) => {
		throw new WidthwiseError("unavailable", "Cannot open the queue: start again", { cause });
	});
	const workerOptions = {
		...shared,
		drainDelay: timing.idleMs / 1000,
		lockDuration: timing.lockMs,
		stalledInterval: timing.stalledMs,
		runRetryDelay: ASK_AGAIN_MS,
		metrics: { maxDataPoints: METRICS_MINUTES },
		settings: { backoffStrategy: (attempt: number) => retryDelay(attempt, timing) },
	};
	let workers: Workers | undefined;
	let closing: Promise<void> | undefined;
	return {
		bull: plainQueue(queue),
		check: broker.check,
		async enqueue(photoId, place = 0) {
			const priority = Math.min(place, MAX_PRIORITY);
			await queue.add("publish", { photoId }, { ...JOB_OPTIONS, jobId: photoId, priority });
		},
		empty: () => queue.obliterate({ force: true }),
		startWorkers(work) {
			if (workers || closing) throw new Error("The workers were started already");
			workers = createWorkers(QUEUE, work, workerOptions, factory, onError);
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

/** As tools know BullMQ's queue, whatever it lives in. */
function plainQueue(queue: unknown): Queue {
	if (!(queue instanceof Queue)) throw new TypeError("This is no queue of BullMQ's");
	return queue;
}

/** The photo's id is the job's: that is what makes a second one collapse into the first. */
const JOB_OPTIONS = {
	attempts: ATTEMPTS,
	backoff: { type: "custom" },
	// A job that stayed behind would keep its id from being used again.
	removeOnComplete: true,
	removeOnFail: true,
	stackTraceLimit: 3,
} as const;
