import {
	type BackendFactory,
	type ConnectionOptions,
	createPostgresBackend,
	getDefaultBackendFactory,
	type IQueueBackend,
	Queue,
	type RedisQueueBackend,
} from "bullmq";
import { Redis } from "ioredis";
import { WidthwiseError } from "widthwise";
import type { Database } from "./database/database.ts";
import { createWorkers, type PhotoJob, type PhotoWork, type Workers } from "./queue-workers.ts";

/** Wakes workers, in this process or another one, to publish photos. */
export type PhotoQueue = {
	/**
	 * Asks for a photo to be published. Nothing happens if it waits already or is under way; once its
	 * job has ended, well or not, it can be asked for again.
	 */
	enqueue(photoId: string): Promise<void>;
	/** Drops all jobs, also those under way. */
	empty(): Promise<void>;
	/** Runs jobs in this process, at most `concurrency` at once. Once only. */
	startWorkers(work: PhotoWork): void;
	/** Waits `graceMs` for running jobs, hands the rest back, lets go of connections. Safe to repeat. */
	close(graceMs?: number): Promise<void>;
};

/** How the queue keeps time, all in milliseconds. */
export type QueueTiming = {
	/** Before the second attempt; then twice as long each time, less up to a half by chance. */
	readonly retryMs: number;
	/** A worker that has not been heard of for so long has lost its job. */
	readonly lockMs: number;
	/** Between looks for lost jobs, which are redone at the second look. */
	readonly stalledMs: number;
};

const QUEUE = "photos";
const ATTEMPTS = 5;
const GRACE_MS = 10_000;
const MAX_EVENTS = 100;
const TIMING: QueueTiming = { retryMs: 2000, lockMs: 15_000, stalledMs: 5000 };

/** An idle worker is woken by the database (NOTIFY) or by Redis (BZPOPMIN, 10 s at most), so it rarely asks. */
const IDLE_S = { database: 60, redis: 10 } as const;

/**
 * Opens the queue: on Redis if there is an address, else in the database.
 *
 * @throws {WidthwiseError} `unavailable` if Redis cannot be reached
 *
 * @example
 * const queue = await createPhotoQueue({ database, redisUrl: undefined, onError: console.error });
 * queue.startWorkers({ concurrency: 2, handle: ingest, giveUp });
 * await queue.enqueue(photoId);
 */
export async function createPhotoQueue(options: {
	readonly database: Pick<Database, "queuePool">;
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
}): Promise<PhotoQueue> {
	const { database, redisUrl, onError, timing = TIMING } = options;
	if (redisUrl === undefined) {
		const broker = { factory: createPostgresBackend, connection: database.queuePool };
		const queue = openQueue(
			{ ...broker, idleS: IDLE_S.database, disconnect: () => {} },
			timing,
			onError,
		);
		if (options.isOnlyUser) await queue.empty();
		return queue;
	}
	const redis = await connectRedis(redisUrl, onError);
	const factory = getDefaultBackendFactory<RedisQueueBackend, ConnectionOptions>();
	const disconnect = (): void => redis.disconnect();
	return openQueue(
		{ factory, connection: redis, idleS: IDLE_S.redis, disconnect },
		timing,
		onError,
	);
}

/** Where the jobs are kept. */
type Broker<Backend extends IQueueBackend, Connection> = {
	readonly factory: BackendFactory<Backend, Connection>;
	readonly connection: Connection;
	/** Seconds that an idle worker waits to be woken before it asks by itself. */
	readonly idleS: number;
	readonly disconnect: () => void;
};

function openQueue<Backend extends IQueueBackend, Connection>(
	broker: Broker<Backend, Connection>,
	timing: QueueTiming,
	onError: (error: unknown) => void,
): PhotoQueue {
	const { factory, connection } = broker;
	const shared = { connection, prefix: "widthwise" };
	const queue = new Queue<PhotoJob, void, string, PhotoJob, void, string, Backend, Connection>(
		QUEUE,
		{ ...shared, streams: { events: { maxLen: MAX_EVENTS } } },
		factory,
	);
	queue.on("error", onError);
	const workerOptions = {
		...shared,
		drainDelay: broker.idleS,
		lockDuration: timing.lockMs,
		stalledInterval: timing.stalledMs,
	};
	let workers: Workers | undefined;
	let closing: Promise<void> | undefined;
	return {
		async enqueue(photoId) {
			await queue.add("publish", { photoId }, jobOptions(photoId, timing));
		},
		empty: () => queue.obliterate({ force: true }),
		startWorkers(work) {
			if (workers || closing) throw new Error("The workers were started already");
			workers = createWorkers(QUEUE, work, workerOptions, factory, onError);
		},
		close(graceMs = GRACE_MS) {
			closing ??= (async () => {
				await workers?.close(graceMs);
				await queue.close();
				broker.disconnect();
			})();
			return closing;
		},
	};
}

/** The photo's id is the job's: that is what makes a second one collapse into the first. */
function jobOptions(photoId: string, timing: QueueTiming) {
	return {
		jobId: photoId,
		attempts: ATTEMPTS,
		backoff: { type: "exponential", delay: timing.retryMs, jitter: 0.5 },
		// A job that stayed behind would keep its id from being used again.
		removeOnComplete: true,
		removeOnFail: true,
	};
}

async function connectRedis(url: string, onError: (error: unknown) => void): Promise<Redis> {
	// `null`: BullMQ's blocking calls must outlast a reconnection.
	const redis = new Redis(url, { maxRetriesPerRequest: null, lazyConnect: true });
	redis.on("error", onError);
	try {
		await redis.connect();
		return redis;
	} catch (error) {
		redis.disconnect();
		throw new WidthwiseError("unavailable", "Cannot reach Redis: check REDIS_URL", {
			cause: error,
		});
	}
}
