import type { Database } from "../../worker/database/database.ts";
import { createPhotoQueue, type PhotoQueue } from "../../worker/queue/queue.ts";
import type { QueueTiming } from "../../worker/queue/timing.ts";
import { sharedRedis } from "../services/shared.ts";
import { type Adapter, databases, raise } from "./databases.ts";
import { quickTiming } from "./queue-timings.ts";

/** A place for queues under test: `open` gives a fresh connection to it. */
export type TestQueues = {
	open(timing?: Partial<QueueTiming>): Promise<PhotoQueue & AsyncDisposable>;
	drop(): Promise<void>;
};

/** Every place where jobs can be kept. */
export const queueBackends: readonly Adapter<TestQueues>[] = [
	...databases.map(({ name, needs, open }) => ({
		name,
		needs,
		async open(): Promise<TestQueues> {
			const { database, drop } = await open();
			return { open: (timing) => openQueue(database, undefined, timing), drop };
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
	return { open: (timing) => openQueue(database, redisUrl, timing), drop: async () => {} };
}

async function openQueue(
	database: Pick<Database, "queuePool" | "check">,
	redisUrl: string | undefined,
	timing: Partial<QueueTiming> = {},
): Promise<PhotoQueue & AsyncDisposable> {
	const options = { database, redisUrl, onError: raise };
	const queue = await createPhotoQueue({ ...options, timing: { ...quickTiming, ...timing } });
	return { ...queue, [Symbol.asyncDispose]: () => queue.close() };
}
