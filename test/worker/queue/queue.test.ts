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

		test("every photo is handled once, at most `concurrency` at the same time", async () => {
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
			// Another worker does all others meanwhile: there was enough to take.
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

		test("a photo that waits is not queued again; one that is done can be", async () => {
			const done: string[] = [];
			for (let time = 0; time < 3; time++) await queue.enqueue(photoId(1));
			await queue.enqueue(photoId(2));
			const handle = async (id: string) => void done.push(id);
			queue.startWorkers({ concurrency: 1, recordFailure, handle });
			// A job's end is noted a moment after its work: until then it counts as under way.
			await until("nothing is left", async () => (await unfinished()) === 0);
			expect(done).toEqual([photoId(1), photoId(2)]);
			await queue.enqueue(photoId(1));
			await until("the photo is done again", () => done.length > 2);
			expect(done).toEqual([photoId(1), photoId(2), photoId(1)]);
		});

		test("an idle worker is woken by a photo that comes later", async () => {
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

		test("a failure is retried; when every attempt has failed, it is given up once", async () => {
			const attempts: string[] = [];
			const givenUp: unknown[] = [];
			queue.startWorkers({
				concurrency: 2,
				async handle(id) {
					attempts.push(id);
					const ofThis = attempts.filter((other) => other === id).length;
					if (ofThis < (id === photoId(4) ? 6 : 3))
						throw new WidthwiseError("engine-failed", `Attempt ${ofThis}`);
				},
				recordFailure: async (id, error) => void givenUp.push([id, error]),
			});
			await queue.enqueue(photoId(4));
			await queue.enqueue(photoId(5));
			const attemptsOf = (id: string) => attempts.filter((other) => other === id).length;
			await until("the fifth photo is published", () => attemptsOf(photoId(5)) === 3);
			await until("the fourth is given up", () => givenUp.length > 0);
			// The error itself, not what the queue makes of it.
			expect(givenUp).toEqual([[photoId(4), new WidthwiseError("engine-failed", "Attempt 5")]]);
			expect(attemptsOf(photoId(5))).toBe(3);
			// Given up is not for ever.
			await queue.enqueue(photoId(4));
			await until("it is tried again", () => attemptsOf(photoId(4)) === 6);
			expect(givenUp).toHaveLength(1);
		});

		test("a photo that is to blame itself is given up at once, and can be asked for in that moment", async () => {
			const events: string[] = [];
			queue.startWorkers({
				concurrency: 1,
				async handle() {
					events.push("begun");
					if (events.length < 6)
						throw new PermanentError({ code: "unreadable-image", message: "Bad" });
				},
				async recordFailure(id, error) {
					events.push(`given up: ${error instanceof PermanentError && error.code}`);
					await queue.enqueue(id);
				},
			});
			await queue.enqueue(photoId(9));
			await until("the photo is begun for the fourth time", () => events.length === 7);
			const once = ["begun", "given up: unreadable-image"];
			expect(events).toEqual([...once, ...once, ...once, "begun"]);
		});

		test("the first photo of each upload goes before the second of any", async () => {
			const begun: string[] = [];
			for (let place = 0; place < 10; place++) await queue.enqueue(photoId(100 + place), place);
			for (let place = 0; place < 3; place++) await queue.enqueue(photoId(200 + place), place);
			queue.startWorkers({
				concurrency: 1,
				recordFailure,
				handle: async (id) => void begun.push(id),
			});
			await until("all photos are begun", () => begun.length === 13);
			const places = [0, 1, 2].flatMap((place) => [photoId(100 + place), photoId(200 + place)]);
			const rest = Array.from({ length: 7 }, (_, number) => photoId(103 + number));
			expect(begun).toEqual([...places, ...rest]);
		});

		test("a single photo does not wait for the hundred before it", async () => {
			const begun: string[] = [];
			const release = Promise.withResolvers<void>();
			const places = Array.from({ length: 100 }, (_, place) => place);
			await Promise.all(places.map((place) => queue.enqueue(photoId(1000 + place), place)));
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

		test("while something is away, a photo has more patience than with a fault of its own", async () => {
			let attempts = 0;
			const givenUp: string[] = [];
			queue.startWorkers({
				concurrency: 1,
				async handle() {
					attempts++;
					if (attempts < 9) throw new WidthwiseError("unavailable", "The store is away");
				},
				recordFailure: async (id) => void givenUp.push(id),
			});
			await queue.enqueue(photoId(8));
			await until("the ninth attempt is made", () => attempts === 9);
			expect(givenUp).toEqual([]);
		});

		test("closing waits for what runs", async () => {
			const [begun, end] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
			const notes: string[] = [];
			queue.startWorkers({
				concurrency: 1,
				recordFailure,
				async handle() {
					begun.resolve();
					await end.promise;
					notes.push("done");
				},
			});
			await queue.enqueue(photoId(6));
			await within("the photo is begun", begun.promise);
			const closing = queue.close(NEVER_MS).then(() => notes.push("closed"));
			// One that had nothing to wait for would be closed by now.
			await (await queues.open()).close();
			expect(notes).toEqual([]);
			end.resolve();
			await within("the queue is closed", closing);
			expect(notes).toEqual(["done", "closed"]);
		});

		test("closing hands back what does not end in time: another worker does it at once", async () => {
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
