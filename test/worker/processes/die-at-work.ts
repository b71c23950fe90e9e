import "./end-with-test.ts";
import { openDatabase } from "../../../worker/database/open.ts";
import { createPhotoQueue } from "../../../worker/queue/queue.ts";
import { crashTiming } from "../queue-timings.ts";

// Begins every photo, finishes none, and prints what it does, until it is killed.
const [dataDir = "", databaseUrl, redisUrl, photoId = ""] = process.argv.slice(2);
const onError = console.error;
const database = await openDatabase({ dataDir, databaseUrl: databaseUrl || undefined, onError });
const queue = await createPhotoQueue({
	database,
	redisUrl: redisUrl || undefined,
	onError,
	timing: crashTiming,
});
await queue.enqueue(photoId);
queue.startWorkers({
	concurrency: 1,
	async handle(id) {
		console.log(`begun ${id}`);
		await Promise.withResolvers<void>().promise;
	},
	recordFailure: async (id, error) => console.log(`failed ${id} ${error.message}`),
});
