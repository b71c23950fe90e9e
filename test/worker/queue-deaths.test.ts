import { afterEach, beforeEach, expect, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase } from "../../worker/database/open.ts";
import { createPhotoQueue } from "../../worker/queue.ts";
import { raise } from "./databases.ts";
import { photoId } from "./photos.ts";
import { startProcess } from "./process.ts";
import { quickTiming } from "./queues.ts";
import { until } from "./until.ts";

let dataDir: string;
beforeEach(async () => {
	dataDir = await mkdtemp(join(tmpdir(), "widthwise-deaths-"));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

const id = photoId(1);
const startWorker = () =>
	startProcess(join(import.meta.dir, "processes/die-at-work.ts"), dataDir, id);

test("a job whose worker was killed with -9 is done by the next one", async () => {
	const worker = startWorker();
	expect(await worker.nextLine()).toBe(`begun ${id}`);
	await worker.kill();

	const database = await openDatabase({ dataDir, databaseUrl: undefined, onError: raise });
	const queue = await createPhotoQueue({
		database,
		redisUrl: undefined,
		onError: raise,
		timing: quickTiming,
	});
	const done: string[] = [];
	queue.startWorkers({
		concurrency: 1,
		handle: async (photo) => void done.push(photo),
		giveUp: (_photo, error) => raise(error),
	});
	await until(() => done.length > 0);
	expect(done).toEqual([id]);
	await queue.close();
	await database.close();
}, 15_000);

test("a photo that kills every worker is given up", async () => {
	const lines: (string | null)[] = [];
	for (let death = 0; death < 4; death++) {
		const worker = startWorker();
		lines.push(await worker.nextLine());
		await worker.kill();
	}
	expect(lines.slice(0, 3)).toEqual([`begun ${id}`, `begun ${id}`, `begun ${id}`]);
	expect(lines[3]).toStartWith(`given up ${id}`);
}, 30_000);
