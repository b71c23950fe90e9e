import { afterAll, afterEach, beforeAll, expect, test } from "bun:test";
import { type Catalogue, createCatalogue } from "../../../worker/catalogue/catalogue.ts";
import { createPhotoEvents } from "../../../worker/catalogue/photo-events.ts";
import type { Database } from "../../../worker/database/database.ts";
import { openDatabase } from "../../../worker/database/open.ts";
import { createPhotoLock } from "../../../worker/database/photo-lock.ts";
import { createPhotoQueue } from "../../../worker/queue/queue.ts";
import { PATIENCE_MS, until, within } from "../../patience.ts";
import { requires } from "../../requirements.ts";
import { type PostgresService, startPostgres } from "../../services/postgres.ts";
import { raise } from "../databases.ts";
import { photoId, receivedPhoto } from "../photos.ts";
import { crashTiming } from "../queue-timings.ts";
import { ids, interruptedWork, nothing, recordFailure, unavailable } from "./outages.ts";

requires("postgres").describe("when Postgres stops and comes back", () => {
	let postgres: PostgresService;
	let database: Database;
	let catalogue: Catalogue;
	beforeAll(async () => {
		postgres = await startPostgres();
		database = await openDatabase({ dataDir: "", databaseUrl: postgres.url, onError: nothing });
		catalogue = createCatalogue(database);
	});
	afterEach(() => postgres?.start());
	afterAll(async () => {
		await database?.close();
		await postgres?.remove();
	});

	/** Opens a queue that closes at the end of its test. */
	async function openQueue(of: Database = database) {
		const options = { database: of, redisUrl: undefined, onError: nothing, timing: crashTiming };
		const queue = await createPhotoQueue(options);
		return { ...queue, [Symbol.asyncDispose]: () => queue.close() };
	}

	test.each(["stop", "kill"] as const)("the catalogue works again after %s", async (end) => {
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

	test("subscribers are notified of the gap, then of events after it", async () => {
		const events = await createPhotoEvents(database, raise);
		const received: string[] = [];
		events.subscribe(
			({ id }) => received.push(id),
			() => received.push("gap"),
		);
		await catalogue.insertReceived(receivedPhoto(1));
		await until("the first photo's event arrives", () => received.length === 1);
		await postgres.stop();
		await postgres.start();
		await until("the gap is reported", () => received.includes("gap"));
		await catalogue.insertReceived(receivedPhoto(2));
		await until("the second photo's event arrives", () => received.length === 3);
		expect(received).toEqual([photoId(1), "gap", photoId(2)]);
		await events.close();
	});

	test("work under a lock finishes with its result, and locks can be taken again", async () => {
		const lock = createPhotoLock(database);
		const result = lock(photoId(3), async () => {
			await postgres.restart();
			return "the result";
		});
		expect(await result).toBe("the result");
		expect(await lock(photoId(3), async () => "again")).toBe("again");
	});

	test("work rejects and does not start if its lock cannot be taken", async () => {
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

	test.each(["stop", "kill"] as const)("the queue in Postgres goes on after %s", async (end) => {
		await using queue = await openQueue();
		const { work, goOn, untilInterrupted, untilDone } = interruptedWork();
		queue.startWorkers(work);
		for (const id of ids) await queue.enqueue(id);
		await untilInterrupted();
		await postgres[end]();
		goOn();
		await postgres.start();
		await untilDone();
	});

	test("queue and database can be closed during the outage", async () => {
		const other = await openDatabase({ dataDir: "", databaseUrl: postgres.url, onError: nothing });
		const queue = await openQueue(other);
		await createPhotoEvents(other, nothing);
		queue.startWorkers({ concurrency: 1, recordFailure, handle: async () => {} });
		await createPhotoLock(other)(photoId(1), async () => {});
		await postgres.stop();
		await within("the queue is closed", queue.close(100));
		await within("the database is closed", other.close());
	});

	test("a start waits until it is back", async () => {
		await postgres.stop();
		const errors: unknown[] = [];
		const opening = openDatabase({
			dataDir: "",
			databaseUrl: postgres.url,
			onError: (error) => errors.push(error),
			startTimeoutMs: PATIENCE_MS,
		});
		await until("the start reports that it waits", () => errors.length > 0);
		expect(errors).toEqual([unavailable]);
		await postgres.start();
		await (await opening).close();
	});
});
