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

requires("redis").describe("when Redis stops and comes back", () => {
	let redis: RedisService;
	beforeAll(async () => {
		redis = await startRedis();
	});
	afterEach(() => redis?.start());
	afterAll(() => redis?.remove());

	const database = {
		get queuePool() {
			return raise(new Error("The queue used the database"));
		},
		check: () => raise(new Error("The queue used the database")),
	};
	/** Opens a queue that closes at the end of its test. */
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

	test("the queue goes on after it was wiped, once photos are enqueued again", async () => {
		await using queue = await open();
		const { work, done, goOn, untilInterrupted, untilDone } = interruptedWork();
		queue.startWorkers(work);
		for (const id of ids) await queue.enqueue(id);
		await untilInterrupted();
		await redis.wipe();
		goOn();
		// As the sweep does with photos that are unfinished in the catalogue.
		for (const id of ids) if (!done.has(id)) await queue.enqueue(id);
		await untilDone();
	});

	test("a photo that is enqueued during the outage is handled after it", async () => {
		await using queue = await open();
		const done: string[] = [];
		queue.startWorkers({ concurrency: 1, recordFailure, handle: async (id) => void done.push(id) });
		await redis.kill();
		const enqueueing = queue.enqueue(photoId(1));
		await redis.start();
		await enqueueing;
		await until("the photo is done", () => done.length > 0);
	});

	test("checks during the outage are not sent afterwards", async () => {
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

	test("the queue can be closed during the outage", async () => {
		await using queue = await open();
		queue.startWorkers({ concurrency: 1, recordFailure, handle: async () => {} });
		await queue.enqueue(photoId(1));
		await redis.kill();
		await within("the queue is closed", queue.close(100));
	});

	test("a start waits until it is back", async () => {
		await redis.stop();
		const errors: unknown[] = [];
		const opening = open((error) => errors.push(error));
		await until("the start reports that it waits", () => errors.length > 0);
		expect(errors).toEqual([unavailable]);
		await redis.start();
		await (await opening).close();
	});
});
