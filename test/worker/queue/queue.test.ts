import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "bun:test";
import { WidthwiseError } from "widthwise";
import { PermanentError } from "../../../worker/queue/permanent-error.ts";
import type { PhotoQueue } from "../../../worker/queue/queue.ts";
import { until, within } from "../../patience.ts";
import { requires } from "../../requirements.ts";
import { raise } from "../databases.ts";
import { photoId } from "../photos.ts";
import { NEVER_MS } from "../queue-timings.ts";
import { queueBackends, type TestQueues } from "../queues.ts";

const recordFailure = (_photoId: string, error: Error) => raise(error);

for (const { name, needs, open } of queueBackends) {
	requires(...needs).describe(`the queue on ${name}`, () => {
		let queues: TestQueues;
		let queue: PhotoQueue;

		beforeAll(async () => {
			queues = await open();
		});
		afterAll(() => queues?.drop());
		beforeEach(async () => {
			queue = await queues.open();
			await queue.empty();
		});
		afterEach(() => queue?.close());

		const unfinished = () => queue.bull.getJobCountByTypes("waiting", "prioritized", "active");

		test("handles every photo once, at most `concurrency` at a time", async () => {
			const ids = Array.from({ length: 20 }, (_, number) => photoId(number));
			const [done, held]: [string[], string[]] = [[], []];
			const release = Promise.withResolvers<void>();
			queue.startWorkers({
				concurrency: 3,
				recordFailure,
				async handle(id) {
					held.push(id);
					await release.promise;
					done.push(id);
				},
			});
			await Promise.all(ids.map((id) => queue.enqueue(id)));
			await until("three photos are under way", () => held.length >= 3);
			// Another worker handles all others meanwhile, so more photos were there to take.
			await using other = await queues.open();
			other.startWorkers({
				concurrency: 1,
				recordFailure,
				handle: async (id) => void done.push(id),
			});
			await until("all other photos are done", () => done.length + held.length === ids.length);
			expect(held).toHaveLength(3);
			release.resolve();
			await until("nothing is left", async () => (await unfinished()) === 0);
			expect(done.sort()).toEqual(ids);
		});

		test("does not enqueue a waiting photo again, but one that is done", async () => {
			const done: string[] = [];
			for (let time = 0; time < 3; time++) await queue.enqueue(photoId(1));
			await queue.enqueue(photoId(2));
			const handle = async (id: string) => void done.push(id);
			queue.startWorkers({ concurrency: 1, recordFailure, handle });
			// A job ends a moment after its work: until then it counts as active.
			await until("nothing is left", async () => (await unfinished()) === 0);
			expect(done).toEqual([photoId(1), photoId(2)]);
			await queue.enqueue(photoId(1));
			await until("the photo is done again", () => done.length > 2);
			expect(done).toEqual([photoId(1), photoId(2), photoId(1)]);
		});

		test("wakes an idle worker for a photo that is enqueued later", async () => {
			await using idle = await queues.open({ idleMs: NEVER_MS });
			const done: string[] = [];
			idle.startWorkers({
				concurrency: 2,
				recordFailure,
				handle: async (id) => void done.push(id),
			});
			for (const id of [1, 2, 3, 4, 5].map(photoId)) {
				await queue.enqueue(id);
				await until("the photo is done", () => done.includes(id));
				await until("nothing is left", async () => (await unfinished()) === 0);
			}
		});

		test("retries a photo, and records its failure once when every attempt has failed", async () => {
			const attempts: string[] = [];
			const failed: unknown[] = [];
			queue.startWorkers({
				concurrency: 2,
				async handle(id) {
					attempts.push(id);
					const ofThis = attempts.filter((other) => other === id).length;
					if (ofThis < (id === photoId(4) ? 6 : 3))
						throw new WidthwiseError("engine-failed", `Attempt ${ofThis}`);
				},
				recordFailure: async (id, error) => void failed.push([id, error]),
			});
			await queue.enqueue(photoId(4));
			await queue.enqueue(photoId(5));
			const attemptsOf = (id: string) => attempts.filter((other) => other === id).length;
			await until("the fifth photo is published", () => attemptsOf(photoId(5)) === 3);
			await until("the fourth photo has failed", () => failed.length > 0);
			// The error itself, not BullMQ's wrapper.
			expect(failed).toEqual([[photoId(4), new WidthwiseError("engine-failed", "Attempt 5")]]);
			expect(attemptsOf(photoId(5))).toBe(3);
			// A failed photo can be enqueued again.
			await queue.enqueue(photoId(4));
			await until("it is tried again", () => attemptsOf(photoId(4)) === 6);
			expect(failed).toHaveLength(1);
		});

		test("does not retry after a permanent error, and lets the photo be enqueued again at once", async () => {
			const events: string[] = [];
			queue.startWorkers({
				concurrency: 1,
				async handle() {
					events.push("begun");
					if (events.length < 6)
						throw new PermanentError({ code: "unreadable-image", message: "Bad" });
				},
				async recordFailure(id, error) {
					events.push(`failed: ${error instanceof PermanentError && error.code}`);
					await queue.enqueue(id);
				},
			});
			await queue.enqueue(photoId(9));
			await until("the photo is begun for the fourth time", () => events.length === 7);
			const once = ["begun", "failed: unreadable-image"];
			expect(events).toEqual([...once, ...once, ...once, "begun"]);
		});

		test("takes the first photo of each upload before the second of any", async () => {
			const begun: string[] = [];
			for (let n = 0; n < 10; n++) await queue.enqueue(photoId(100 + n), n);
			for (let n = 0; n < 3; n++) await queue.enqueue(photoId(200 + n), n);
			queue.startWorkers({
				concurrency: 1,
				recordFailure,
				handle: async (id) => void begun.push(id),
			});
			await until("all photos are begun", () => begun.length === 13);
			const alternating = [0, 1, 2].flatMap((n) => [photoId(100 + n), photoId(200 + n)]);
			const rest = Array.from({ length: 7 }, (_, number) => photoId(103 + number));
			expect(begun).toEqual([...alternating, ...rest]);
		});

		test("takes a single photo before the rest of an earlier upload of a hundred", async () => {
			const begun: string[] = [];
			const release = Promise.withResolvers<void>();
			const positions = Array.from({ length: 100 }, (_, n) => n);
			await Promise.all(positions.map((n) => queue.enqueue(photoId(1000 + n), n)));
			queue.startWorkers({
				concurrency: 1,
				recordFailure,
				async handle(id) {
					begun.push(id);
					await release.promise;
				},
			});
			await until("a photo is under way", () => begun.length === 1);
			await queue.enqueue(photoId(1));
			release.resolve();
			await until("the single photo is begun", () => begun.includes(photoId(1)));
			expect(begun.indexOf(photoId(1))).toBe(1);
		});

		test("retries more often during an outage than after other errors", async () => {
			let attempts = 0;
			const failed: string[] = [];
			queue.startWorkers({
				concurrency: 1,
				async handle() {
					attempts++;
					if (attempts < 9) throw new WidthwiseError("unavailable", "The store does not answer");
				},
				recordFailure: async (id) => void failed.push(id),
			});
			await queue.enqueue(photoId(8));
			await until("the ninth attempt is made", () => attempts === 9);
			expect(failed).toEqual([]);
		});

		test("waits for running jobs when it is closed", async () => {
			const [begun, end] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
			const log: string[] = [];
			queue.startWorkers({
				concurrency: 1,
				recordFailure,
				async handle() {
					begun.resolve();
					await end.promise;
					log.push("done");
				},
			});
			await queue.enqueue(photoId(6));
			await within("the photo is begun", begun.promise);
			const closing = queue.close(NEVER_MS).then(() => log.push("closed"));
			// A queue with nothing to wait for would be closed by now.
			await (await queues.open()).close();
			expect(log).toEqual([]);
			end.resolve();
			await within("the queue is closed", closing);
			expect(log).toEqual(["done", "closed"]);
		});

		test("hands back a job that does not end in time when it is closed, for another worker", async () => {
			const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
			const { promise: never } = Promise.withResolvers<void>();
			let wasStopped = false;
			queue.startWorkers({
				concurrency: 1,
				recordFailure,
				async handle(_id, signal) {
					signal.addEventListener("abort", () => {
						wasStopped = true;
					});
					begin();
					await never;
				},
			});
			await queue.enqueue(photoId(7));
			await within("the photo is begun", begun);
			await queue.close(50);
			expect(wasStopped).toBe(true);

			queue = await queues.open();
			const done: string[] = [];
			queue.startWorkers({
				concurrency: 1,
				recordFailure,
				handle: async (id) => void done.push(id),
			});
			await until("another worker has done it", () => done.length > 0);
			expect(done).toEqual([photoId(7)]);
		});
	});
}
