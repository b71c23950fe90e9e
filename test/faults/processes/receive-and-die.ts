import "../../worker/processes/end-with-test.ts";
import { createThreadedInspector } from "widthwise/inspection";
import { createS3Store } from "widthwise/store/s3";
import { createCatalogue } from "../../../worker/catalogue/catalogue.ts";
import { openDatabase } from "../../../worker/database/open.ts";
import { createPhotoLock } from "../../../worker/database/photo-lock.ts";
import { createReceiver } from "../../../worker/intake/receive.ts";
import { createPhotoQueue } from "../../../worker/queue/queue.ts";

// Receives a file as the server does, and is killed with -9 at the given step.
const [step, path = "", settings = "{}"] = process.argv.slice(2);
const { databaseUrl, redisUrl, mediaBucket, s3, temporaryFolder } = JSON.parse(settings);
const onError = console.error;
const database = await openDatabase({ dataDir: "", databaseUrl, onError });
const catalogue = createCatalogue(database);
const queue = await createPhotoQueue({ database, redisUrl, onError });
const media = createS3Store({ ...s3, bucket: mediaBucket });

function at(name: string): void {
	if (name === step) process.kill(process.pid, "SIGKILL");
}

const receive = createReceiver({
	catalogue: {
		...catalogue,
		async insertReceived(photo) {
			at("written, not recorded");
			const recorded = await catalogue.insertReceived(photo);
			at("recorded, not stored");
			return recorded;
		},
	},
	media: {
		...media,
		async put(...parameters) {
			const isNew = await media.put(...parameters);
			at("stored, not enqueued");
			return isNew;
		},
	},
	queue: {
		...queue,
		async enqueue(...parameters) {
			await queue.enqueue(...parameters);
			at("enqueued, not acknowledged");
		},
	},
	lock: createPhotoLock(database),
	inspector: createThreadedInspector({ threads: 1 }),
	temporaryFolder,
	maxFileBytes: 1e8,
	maxPixels: 1e8,
	maxMemory: 1e9,
	onError,
});
await receive("photo.jpg", Bun.file(path).stream());
// The server would answer now; the photo is enqueued a moment later.
await Promise.withResolvers<never>().promise;
