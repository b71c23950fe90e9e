import { afterAll, beforeAll, expect, test } from "bun:test";
import { Redis } from "ioredis";
import { type Catalogue, createCatalogue } from "../../worker/catalogue/catalogue.ts";
import type { Database } from "../../worker/database/database.ts";
import { openDatabase } from "../../worker/database/open.ts";
import { createPhotoEvents } from "../../worker/photo-events.ts";
import { createPhotoLock } from "../../worker/photo-lock.ts";
import { createPhotoQueue } from "../../worker/queue.ts";
import { until } from "../patience.ts";
import { requires } from "../requirements.ts";
import { type PostgresService, startPostgres } from "../services/postgres.ts";
import { type RedisService, startRedis } from "../services/redis.ts";
import { raise } from "./databases.ts";
import { photoId, receivedPhoto } from "./photos.ts";
import { quickTiming } from "./queues.ts";

const nothing = () => {};
const giveUp = (_photoId: string, error: Error) => raise(error);
const ids = Array.from({ length: 60 }, (_, number) => photoId(number));
const unavailable = expect.objectContaining({ code: "unavailable" });

requires("postgres").describe("when Postgres goes away and comes back", () => {
	let postgres: PostgresService;
	let database: Database;
	let catalogue: Catalogue;
	beforeAll(async () => {
		postgres = await startPostgres();
		database = await openDatabase({ dataDir: "", databaseUrl: postgres.url, onError: nothing });
		catalogue = createCatalogue(database);
	});
	afterAll(async () => {
		await database.close();
		await postgres.remove();
	});

	test.each(["stop", "kill"] as const)("the catalogue answers again after %s", async (end) => {
		const busy = catalogue.counts();
		await Promise.allSettled(Array.from({ length: 20 }, () => catalogue.find(photoId(1))));
		await busy;
		await postgres[end]();
		await expect(database.check()).rejects.toEqual(unavailable);
		await expect(catalogue.find(photoId(1))).rejects.toThrow();
		await postgres.start();
		await database.check();
		expect(await catalogue.find(photoId(2))).toBeNull();
	});

	test("subscribers hear of the gap, then of what happens after it", async () => {
		const events = await createPhotoEvents(database, raise);
		const heard: string[] = [];
		events.subscribe(
			({ id }) => heard.push(id),
			() => heard.push("gap"),
		);
		await catalogue.insertReceived(receivedPhoto(1));
		await until(() => heard.length === 1);
		await postgres.stop();
		await postgres.start();
		await until(() => heard.includes("gap"));
		await catalogue.insertReceived(receivedPhoto(2));
		await until(() => heard.length === 3);
		expect(heard).toEqual([photoId(1), "gap", photoId(2)]);
		await events.close();
	});

	test("who works under a lock keeps what it made, and there are locks again", async () => {
		const lock = createPhotoLock(database);
		const made = lock(photoId(3), async () => {
			await postgres.restart();
			return "the result";
		});
		expect(await made).toBe("the result");
		expect(await lock(photoId(3), async () => "again")).toBe("again");
	});

	test("a lock that cannot be had is an error, and nothing is begun without it", async () => {
		const lock = createPhotoLock(database);
		await postgres.stop();
		let isBegun = false;
		const work = lock(photoId(3), async () => {
			isBegun = true;
		});
		await expect(work).rejects.toThrow();
		expect(isBegun).toBe(false);
		await postgres.start();
	});

	test.each(["stop", "kill"] as const)(
		"the queue in it goes on after %s",
		async (end) => {
			const queue = await createPhotoQueue({
				database,
				redisUrl: undefined,
				onError: nothing,
				timing: quickTiming,
			});
			const done = new Set<string>();
			queue.startWorkers({
				concurrency: 2,
				giveUp,
				async handle(id) {
					await Bun.sleep(5);
					done.add(id);
				},
			});
			for (const id of ids) await queue.enqueue(id);
			await until(() => done.size > 5);
			await postgres[end]();
			await postgres.start();
			await until(() => done.size === ids.length);
			await queue.close();
		},
		20_000,
	);

	test("a process can be closed while it is away", async () => {
		const other = await openDatabase({
			dataDir: "",
			databaseUrl: postgres.url,
			onError: nothing,
		});
		const queue = await createPhotoQueue({
			database: other,
			redisUrl: undefined,
			onError: nothing,
			timing: quickTiming,
		});
		await createPhotoEvents(other, nothing);
		queue.startWorkers({ concurrency: 1, giveUp, handle: async () => {} });
		await createPhotoLock(other)(photoId(1), async () => {});
		await postgres.stop();
		await queue.close(100);
		await other.close();
		await postgres.start();
	});

	test("a start waits for it", async () => {
		await postgres.stop();
		const waited: unknown[] = [];
		const opening = openDatabase({
			dataDir: "",
			databaseUrl: postgres.url,
			onError: (error) => waited.push(error),
		});
		await until(() => waited.length > 0);
		expect(waited).toEqual([unavailable]);
		await postgres.start();
		await (await opening).close();
	});
});

requires("redis").describe("when Redis goes away and comes back", () => {
	let redis: RedisService;
	beforeAll(async () => {
		redis = await startRedis();
	});
	afterAll(() => redis.remove());

	const database = {
		get queuePool() {
			return raise("asked");
		},
		check: () => raise("asked"),
	};
	const open = (onError: (error: unknown) => void = nothing) =>
		createPhotoQueue({ database, redisUrl: redis.url, onError, timing: quickTiming });

	test.each(["stop", "kill", "wipe"] as const)(
		"the queue goes on after %s",
		async (end) => {
			const queue = await open();
			const done = new Set<string>();
			queue.startWorkers({
				concurrency: 2,
				giveUp,
				async handle(id) {
					await Bun.sleep(5);
					done.add(id);
				},
			});
			for (const id of ids) await queue.enqueue(id);
			await until(() => done.size > 5);
			await redis[end]();
			if (end === "wipe") {
				// As the sweep does, which knows from the catalogue what is unfinished.
				for (const id of ids) if (!done.has(id)) await queue.enqueue(id);
			} else {
				await expect(queue.check()).rejects.toEqual(unavailable);
				await redis.start();
			}
			await until(() => done.size === ids.length);
			await queue.check();
			await queue.close();
		},
		20_000,
	);

	test("what is asked for meanwhile is done afterwards", async () => {
		const queue = await open();
		const done: string[] = [];
		queue.startWorkers({ concurrency: 1, giveUp, handle: async (id) => void done.push(id) });
		await redis.kill();
		const asked = queue.enqueue(photoId(1));
		await redis.start();
		await asked;
		await until(() => done.length > 0);
		await queue.close();
	});

	test("asking whether it is there leaves nothing behind", async () => {
		const queue = await open();
		await redis.kill();
		for (let i = 0; i < 50; i++) await expect(queue.check()).rejects.toEqual(unavailable);
		await redis.start();
		await until(() =>
			queue.check().then(
				() => true,
				() => false,
			),
		);
		const client = new Redis(redis.url);
		const [, pings = ""] = /cmdstat_ping:calls=(\d+)/.exec(await client.info("commandstats")) ?? [];
		expect(Number(pings)).toBeLessThan(50);
		await client.quit();
		await queue.close();
	});

	test("a process can be closed while it is away", async () => {
		const queue = await open();
		queue.startWorkers({ concurrency: 1, giveUp, handle: async () => {} });
		await queue.enqueue(photoId(1));
		await redis.kill();
		await queue.close(100);
		await redis.start();
	});

	test("a start waits for it", async () => {
		await redis.stop();
		const waited: unknown[] = [];
		const opening = open((error) => waited.push(error));
		await until(() => waited.length > 0);
		expect(waited).toEqual([unavailable]);
		await redis.start();
		await (await opening).close();
	});
});
