import { afterAll, afterEach, beforeAll, expect, test } from "bun:test";
import { Redis } from "ioredis";
import { createPhotoQueue } from "../../../worker/queue/queue.ts";
import { PATIENCE_MS, until, within } from "../../patience.ts";
import { requires } from "../../requirements.ts";
import { type RedisService, startRedis } from "../../services/redis.ts";
import { raise } from "../databases.ts";
import { photoId } from "../photos.ts";
import { crashTiming } from "../queue-timings.ts";
import { ids, interruptedWork, nothing, recordFailure, unavailable } from "./outages.ts";

requires("redis").describe("when Redis goes away and comes back", () => {
	let redis: RedisService;
	beforeAll(async () => {
		redis = await startRedis();
	});
	afterEach(() => redis?.start());
	afterAll(() => redis?.remove());

	const database = {
		get queuePool() {
			return raise("asked");
		},
		check: () => raise("asked"),
	};
	/** A queue that ends with its test. */
	async function open(onError: (error: unknown) => void = nothing) {
		const queue = await createPhotoQueue({
			database,
			redisUrl: redis.url,
			onError,
			timing: crashTiming,
			startTimeoutMs: PATIENCE_MS,
		});
		return { ...queue, [Symbol.asyncDispose]: () => queue.close() };
	}

	test.each(["stop", "kill"] as const)("the queue goes on after %s", async (end) => {
		await using queue = await open();
		const { work, goOn, untilInterrupted, untilDone } = interruptedWork();
		queue.startWorkers(work);
		for (const id of ids) await queue.enqueue(id);
		await untilInterrupted();
		await redis[end]();
		goOn();
		await expect(queue.check()).rejects.toEqual(unavailable);
		await redis.start();
		await untilDone();
		await queue.check();
	});

	test("the queue goes on after it was wiped, with what it is asked for again", async () => {
		await using queue = await open();
		const { work, done, goOn, untilInterrupted, untilDone } = interruptedWork();
		queue.startWorkers(work);
		for (const id of ids) await queue.enqueue(id);
		await untilInterrupted();
		await redis.wipe();
		goOn();
		// As the sweep does, which knows from the catalogue what is unfinished.
		for (const id of ids) if (!done.has(id)) await queue.enqueue(id);
		await untilDone();
	});

	test("what is asked for meanwhile is done afterwards", async () => {
		await using queue = await open();
		const done: string[] = [];
		queue.startWorkers({ concurrency: 1, recordFailure, handle: async (id) => void done.push(id) });
		await redis.kill();
		const asked = queue.enqueue(photoId(1));
		await redis.start();
		await asked;
		await until("it is done", () => done.length > 0);
	});

	test("asking whether it is there leaves nothing behind", async () => {
		await using queue = await open();
		await redis.kill();
		for (let i = 0; i < 50; i++) await expect(queue.check()).rejects.toEqual(unavailable);
		await redis.start();
		await until("Redis answers again", () =>
			queue.check().then(
				() => true,
				() => false,
			),
		);
		const client = new Redis(redis.url);
		const [, pings = ""] = /cmdstat_ping:calls=(\d+)/.exec(await client.info("commandstats")) ?? [];
		expect(Number(pings)).toBeLessThan(50);
		await client.quit();
	});

	test("a process can be closed while it is away", async () => {
		await using queue = await open();
		queue.startWorkers({ concurrency: 1, recordFailure, handle: async () => {} });
		await queue.enqueue(photoId(1));
		await redis.kill();
		await within("the queue is closed", queue.close(100));
	});

	test("a start waits for it", async () => {
		await redis.stop();
		const waited: unknown[] = [];
		const opening = open((error) => waited.push(error));
		await until("the start says that it waits", () => waited.length > 0);
		expect(waited).toEqual([unavailable]);
		await redis.start();
		await (await opening).close();
	});
});
