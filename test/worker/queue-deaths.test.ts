import { afterEach, beforeEach, expect, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase } from "../../worker/database/open.ts";
import { createPhotoQueue } from "../../worker/queue.ts";
import { until } from "../patience.ts";
import { requires } from "../requirements.ts";
import { sharedPostgres, sharedRedis } from "../services/shared.ts";
import { raise } from "./databases.ts";
import { photoId } from "./photos.ts";
import { startProcess } from "./process.ts";
import { hastyTiming } from "./queues.ts";

type Addresses = { readonly databaseUrl?: string; readonly redisUrl?: string };

const onPostgres = async (): Promise<Addresses> => ({
	databaseUrl: await (await sharedPostgres()).createDatabase(),
});
const homes = [
	{ name: "PGlite", needs: [], addresses: async (): Promise<Addresses> => ({}) },
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
	dataDir = await mkdtemp(join(tmpdir(), "widthwise-deaths-"));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

const program = join(import.meta.dir, "processes/die-at-work.ts");
const id = photoId(1);

/** More than any limit that a queue might set by itself: it is the catalogue that gives up. */
const DEATHS = 4;

for (const { name, needs, addresses } of homes) {
	requires(...needs).describe(`a queue on ${name} whose workers are killed`, () => {
		test("hands the job on, however many had it", async () => {
			const { databaseUrl, redisUrl } = await addresses();
			for (let death = 0; death < DEATHS; death++) {
				const worker = startProcess(program, dataDir, databaseUrl ?? "", redisUrl ?? "", id);
				expect(await worker.nextLine()).toBe(`begun ${id}`);
				await worker.kill();
			}
			const database = await openDatabase({ dataDir, databaseUrl, onError: raise });
			const timing = hastyTiming;
			const queue = await createPhotoQueue({ database, redisUrl, onError: raise, timing });
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
		});
	});
}
