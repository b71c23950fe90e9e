import type { Database } from "../../worker/database/database.ts";
import { createPhotoQueue, type PhotoQueue } from "../../worker/queue.ts";
import { sharedRedis } from "../services/shared.ts";
import { type Adapter, databases, raise } from "./databases.ts";

/** A place for queues under test: `open` gives a fresh connection to it. */
export type TestQueues = { open(): Promise<PhotoQueue>; drop(): Promise<void> };

/** Quick, so that retries and lost jobs can be waited for. */
export const quickTiming = { retryMs: 50, longestRetryMs: 100, lockMs: 1000, stalledMs: 400 };

/** Quicker still, for who waits for many deaths; a job that is held up may be begun twice. */
export const hastyTiming = { ...quickTiming, lockMs: 400, stalledMs: 150 };

/** Every place where jobs can be kept. */
export const queueHomes: readonly Adapter<TestQueues>[] = [
	...databases.map(({ name, needs, open }) => ({
		name,
		needs,
		async open() {
			const { database, drop } = await open();
			return { open: () => openQueue(database, undefined), drop };
		},
	})),
	{ name: "Redis", needs: ["redis"], open: openRedis },
];

async function openRedis(): Promise<TestQueues> {
	const redisUrl = await (await sharedRedis()).createDatabase();
	// The queue must not touch the database when it lives in Redis.
	const raiseAsked = () => raise(new Error("The database was asked"));
	const database = {
		get queuePool() {
			return raiseAsked();
		},
		check: raiseAsked,
	};
	return { open: () => openQueue(database, redisUrl), drop: async () => {} };
}

function openQueue(
	database: Pick<Database, "queuePool" | "check">,
	redisUrl: string | undefined,
): Promise<PhotoQueue> {
	return createPhotoQueue({ database, redisUrl, onError: raise, timing: quickTiming });
}
