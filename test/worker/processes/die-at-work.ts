import { openDatabase } from "../../../worker/database/open.ts";
import { createPhotoQueue } from "../../../worker/queue.ts";
import { quickTiming } from "../queues.ts";

// Begins every photo, ends none, and prints what it does, until it is killed.
const [dataDir = "", photoId = ""] = process.argv.slice(2);
const onError = console.error;
const database = await openDatabase({ dataDir, databaseUrl: undefined, onError });
const queue = await createPhotoQueue({
	database,
	redisUrl: undefined,
	onError,
	timing: quickTiming,
});
await queue.enqueue(photoId);
queue.startWorkers({
	concurrency: 1,
	async handle(id) {
		console.log(`begun ${id}`);
		await Promise.withResolvers<void>().promise;
	},
	giveUp: async (id, error) => console.log(`given up ${id} ${error.message}`),
});
