import type { Database } from "../../worker/database/database.ts";
import { createPhotoQueue, type PhotoQueue, type QueueName } from "../../worker/queue/queue.ts";
import type { QueueTiming } from "../../worker/queue/timing.ts";
import { sharedRedis } from "../services/shared.ts";
import { type Adapter, databases, raise } from "./databases.ts";
import { quickTiming } from "./queue-timings.ts";

/** A backend for queues under test: `open` opens a queue on a new connection. */
export type TestQueues = {
	open(timing?: Partial<QueueTiming>, name?: QueueName): Promise<PhotoQueue & AsyncDisposable>;
	drop(): Promise<void>;
};

/** Every backend that can hold jobs: the same suite runs on each. */
export const queueBackends: readonly Adapter<TestQueues>[] = [
	...databases.map(({ name, needs, open }) => ({
		name,
		needs,
		async open(): Promise<TestQueues> {
			const { database, drop } = await open();
			return { open: (timing, name) => openQueue(database, undefined, timing, name), drop };
		},
	})),
	{ name: "Redis", needs: ["redis"], open: openRedis },
];

async function openRedis(): Promise<TestQueues> {
	const redisUrl = await (await sharedRedis()).createDatabase();
	// A queue on Redis must not use the database.
	const raiseUsed = () => raise(new Error("The queue used the database"));
	const database = {
		get queuePool() {
			return raiseUsed();
		},
		check: raiseUsed,
	};
	return {
		open: (timing, name) => openQueue(database, redisUrl, timing, name),
		drop: async () => {},
	};
}

async function openQueue(
	database: Pick<Database, "queuePool" | "check">,
	redisUrl: string | undefined,
	timing: Partial<QueueTiming> = {},
	name: QueueName = "photos",
): Promise<PhotoQueue & AsyncDisposable> {
	const options = { database, redisUrl, name, onError: raise };
	const queue = await createPhotoQueue({ ...options, timing: { ...quickTiming, ...timing } });
	return { ...queue, [Symbol.asyncDispose]: () => queue.close() };
}
