import { Redis } from "ioredis";
import type { Database } from "../../worker/database/database.ts";
import { createPhotoQueue, type PhotoQueue } from "../../worker/queue.ts";
import { testRedisUrl } from "../config.ts";
import { adapters, raise } from "./databases.ts";

/** A place for a queue under test: `open` gives a fresh connection to it. */
export type TestQueues = { open(): Promise<PhotoQueue>; drop(): Promise<void> };

/** Quick, so that retries and lost jobs can be waited for. */
export const quickTiming = { retryMs: 100, lockMs: 1000, stalledMs: 400 };

/** Every place where jobs can be kept and that can be tested here. */
export const queueHomes: readonly { readonly name: string; start(): Promise<TestQueues> }[] = [
	...adapters.map((adapter) => ({
		name: adapter.name,
		async start() {
			const { database, drop } = await adapter.open();
			return { open: () => openQueue(database, undefined), drop };
		},
	})),
	...[testRedisUrl ?? []].flat().map((url) => ({ name: "Redis", start: () => startOnRedis(url) })),
];

async function startOnRedis(redisUrl: string): Promise<TestQueues> {
	const redis = new Redis(redisUrl);
	const keys = await redis.keys("widthwise:*");
	if (keys.length > 0) await redis.del(keys);
	redis.disconnect();
	// The queue must not touch the database when it lives in Redis.
	const database = {
		get queuePool() {
			return raise(new Error("The database was asked"));
		},
	};
	return { open: () => openQueue(database, redisUrl), drop: async () => {} };
}

function openQueue(
	database: Pick<Database, "queuePool">,
	redisUrl: string | undefined,
): Promise<PhotoQueue> {
	return createPhotoQueue({ database, redisUrl, onError: raise, timing: quickTiming });
}
