import { afterEach, beforeEach, expect, test } from "bun:test";
import { join } from "node:path";
import { openDatabase } from "../../../worker/database/open.ts";
import { createPhotoQueue } from "../../../worker/queue/queue.ts";
import { until } from "../../patience.ts";
import { requires } from "../../requirements.ts";
import { sharedPostgres, sharedRedis } from "../../services/shared.ts";
import { removeFolder, temporaryFolder } from "../../temporary-folder.ts";
import { raise } from "../databases.ts";
import { photoId } from "../photos.ts";
import { startProcess } from "../process.ts";
import { takeoverTiming } from "../queue-timings.ts";

type Addresses = { readonly databaseUrl?: string; readonly redisUrl?: string };

const onPostgres = async (): Promise<Addresses> => ({
	databaseUrl: await (await sharedPostgres()).createDatabase(),
});
/** Not PGlite: its queue belongs to one process, is emptied at each start, and does not wait for the disk. */
const backends = [
	{ name: "Postgres", needs: ["postgres"], addresses: onPostgres },
	{
		name: "Redis",
		needs: ["postgres", "redis"],
		addresses: async (): Promise<Addresses> => ({
			...(await onPostgres()),
			redisUrl: await (await sharedRedis()).createDatabase(),
		}),
	},
] as const;

let dataDir: string;
beforeEach(async () => {
	dataDir = await temporaryFolder();
});
afterEach(async () => {
	if (dataDir) await removeFolder(dataDir);
});

const program = join(import.meta.dir, "../processes/die-at-work.ts");
const id = photoId(1);

/** More than BullMQ's default limit (1): only the catalogue counts attempts. */
const KILLS = 2;

for (const { name, needs, addresses } of backends) {
	requires(...needs).describe(`a queue on ${name} whose workers are killed`, () => {
		test("hands the job to the next worker each time", async () => {
			await using ends = new AsyncDisposableStack();
			const { databaseUrl, redisUrl } = await addresses();
			for (let kill = 0; kill < KILLS; kill++) {
				await using worker = startProcess(program, dataDir, databaseUrl ?? "", redisUrl ?? "", id);
				expect(await worker.nextLine()).toBe(`begun ${id}`);
			}
			const database = await openDatabase({ dataDir, databaseUrl, onError: raise });
			const timing = takeoverTiming;
			const queue = await createPhotoQueue({ database, redisUrl, onError: raise, timing });
			ends.defer(database.close);
			ends.defer(queue.close);
			const done: string[] = [];
			queue.startWorkers({
				concurrency: 1,
				handle: async (photo) => void done.push(photo),
				recordFailure: (_photo, error) => raise(error),
			});
			await until("a worker that is not killed has done it", () => done.length > 0);
			expect(done).toEqual([id]);
		});
	});
}
