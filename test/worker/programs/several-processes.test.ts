import { afterAll, beforeAll, expect, test } from "bun:test";
import { join } from "node:path";
import type { Database } from "../../../worker/database/database.ts";
import { openDatabase } from "../../../worker/database/open.ts";
import { createPhotoLock } from "../../../worker/database/photo-lock.ts";
import { createPhotoQueue } from "../../../worker/queue/queue.ts";
import { startWorkers } from "../../faults/workers.ts";
import { logged } from "../../logged.ts";
import { createMigratedDatabase } from "../../migrated-database.ts";
import { until, within } from "../../patience.ts";
import { requires } from "../../requirements.ts";
import type { RunningServer } from "../../running-server.ts";
import { photo, upload } from "../../server/client.ts";
import { filesIn } from "../../server/data-folder.ts";
import { drawn } from "../../server/drawn-photos.ts";
import { openEvents, settled } from "../../server/photo-events.ts";
import { startServerInProcess } from "../../server-in-process.ts";
import { type PostgresService, queryPostgres, startPostgres } from "../../services/postgres.ts";
import { sharedRedis } from "../../services/shared.ts";
import { removeFolder, temporaryFolder } from "../../temporary-folder.ts";
import { raise } from "../databases.ts";

const PHOTOS = 4;
const backends = [
	{ name: "Postgres", needs: ["postgres"], hasRedis: false },
	{ name: "Postgres and Redis", needs: ["postgres", "redis"], hasRedis: true },
] as const;

/** Locks photos, so that no worker can publish them, until the returned function is called. */
async function lockAll(database: Database, ids: readonly string[]) {
	const lock = createPhotoLock(database);
	const { promise: released, resolve: release } = Promise.withResolvers<void>();
	const locked = ids.map(async (id) => {
		const { promise, resolve } = Promise.withResolvers<void>();
		void lock(id, () => {
			resolve();
			return released;
		});
		await promise;
	});
	await within("all photos are locked", Promise.all(locked));
	return release;
}

/** The photos that a worker says it has published, by the metrics at the address that it printed. */
async function publishedCount(output: string): Promise<number> {
	const url = output.match(/http:\/\/[\d.:]+\/metrics/)?.[0] ?? expect.unreachable();
	const metrics = await (await fetch(url)).text();
	return Number(
		metrics.match(/^widthwise_ingest_seconds_count\{outcome="published"\} (\d+)$/m)?.[1],
	);
}

for (const { name, needs, hasRedis } of backends) {
	requires(...needs).test(`a server and two workers share the work on ${name}`, async () => {
		await using ends = new AsyncDisposableStack();
		const dataDir = await temporaryFolder();
		const databaseUrl = await createMigratedDatabase();
		const redisUrl = hasRedis ? await (await sharedRedis()).createDatabase() : undefined;
		const environment = {
			DATA_DIR: dataDir,
			DATABASE_URL: databaseUrl,
			...(redisUrl && { REDIS_URL: redisUrl }),
		};
		const server = ends.use(await startServerInProcess(dataDir, { ...environment, WORKERS: "0" }));
		const events = ends.adopt(await openEvents(server), (it) => it.close());
		const files = Array.from({ length: PHOTOS }, (_, i) => [`${i}.jpg`, drawn(i)] as const);
		const ids = await upload(server, ...files);
		expect(new Set(ids).size).toBe(PHOTOS);

		// Each worker must have a job before the first photo is published.
		const database = await openDatabase({ dataDir: "", databaseUrl, onError: raise });
		ends.defer(database.close);
		const queue = await createPhotoQueue({ database, redisUrl, onError: raise });
		ends.defer(() => queue.close());
		const release = await lockAll(database, ids);
		ends.defer(release);
		const ofWorker = { ...environment, WORKER_METRICS: "127.0.0.1:0" };
		const workers = await Promise.all([1, 2].map(() => startWorkers(1, ofWorker)));
		for (const worker of workers) ends.use(worker);
		const activeJobs = () => queue.bull.getActiveCount();
		await until("both workers have a job", async () => (await activeJobs()) === 2);
		release();

		// The server reports these events although it published no photo itself.
		await Promise.all(
			ids.map((id) => events.first((event) => event.id === id && event.status === "published")),
		);
		for (const id of ids) {
			const { status, url } = (await photo(server, id)) ?? {};
			expect(status).toBe("published");
			const image = await fetch(`${server.url}${url}?width=64`);
			expect(image.status).toBe(200);
		}
		// Each photo was published once, and each worker published some.
		const published = () => workers.map((worker) => worker.output().match(/published in/g) ?? []);
		await until("the workers report every photo", () => published().flat().length >= PHOTOS);
		const counted = await Promise.all(workers.map((worker) => publishedCount(worker.output())));
		expect(counted).toEqual(published().map((lines) => lines.length));
		await Promise.all(workers.map((worker) => worker.stop()));
		expect(published().flat()).toHaveLength(PHOTOS);
		for (const ofOne of published()) expect(ofOne.length).toBeGreaterThan(0);
		// All were uploaded by one request.
		const lines = workers.flatMap((worker) => logged(worker.output()));
		const jobs = lines.filter(({ photoId }) => photoId !== undefined);
		expect(jobs.map(({ photoId }) => String(photoId)).sort()).toEqual([...ids].sort());
		expect(new Set(jobs.map(({ requestId }) => requestId)).size).toBe(1);
		expect(jobs[0]?.requestId).toEqual(expect.any(String));
		const received = events.received.filter(({ status }) => status === "published");
		expect(received.map(({ id }) => id).sort()).toEqual([...ids].sort());
	});
}

requires("postgres").describe("a server whose Postgres comes back", () => {
	let postgres: PostgresService;
	let server: RunningServer;
	beforeAll(async () => {
		postgres = await startPostgres();
		server = await startServerInProcess(await temporaryFolder(), { DATABASE_URL: postgres.url });
	});
	afterAll(async () => {
		await server?.remove();
		await postgres?.remove();
	});

	test("ends its event streams, so that clients reconnect and read again", async () => {
		const response = await fetch(`${server.url}/api/events`);
		const ended = response.text();
		await postgres.restart();
		expect(await within("the stream ends", ended)).toContain(": connected");
		using ends = new DisposableStack();
		const again = ends.adopt(await openEvents(server), (it) => it.close());
		const [id] = await upload(server, ["after.jpg", drawn(1)]);
		await again.first((event) => event.id === id && event.status === "published");
	});

	test("serves nothing from memory that may have been deleted during the gap", async () => {
		const [id = ""] = await upload(server, ["photo.jpg", drawn(2)]);
		await settled(server, [id]);
		const status = async () => (await fetch(`${server.url}/media/${id}/x.jpg?width=64`)).status;
		expect(await status()).toBe(200);
		// The answer comes before the image is in the store.
		await until("the image is in the store", async () =>
			(await filesIn(server, "public")).some(
				(name) => name.includes(id) && /\/w\d+\.\w+$/.test(name),
			),
		);
		// As if another process deleted it, and the notification was lost.
		await removeFolder(join(server.dataDir, "public/photos", id));
		expect(await status()).toBe(200);
		const mine = "datname = current_database() and pid <> pg_backend_pid()";
		await queryPostgres(
			postgres.url,
			`select pg_terminate_backend(pid) from pg_stat_activity where ${mine}`,
		);
		await until("the photo is not served any more", async () => (await status()) === 404);
	});
});
