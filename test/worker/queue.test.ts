import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "bun:test";
import { WidthwiseError } from "widthwise";
import { GiveUpError } from "../../worker/give-up.ts";
import type { PhotoQueue } from "../../worker/queue.ts";
import { until } from "../patience.ts";
import { requires } from "../requirements.ts";
import { raise } from "./databases.ts";
import { photoId } from "./photos.ts";
import { queueHomes, type TestQueues } from "./queues.ts";

const giveUp = (_photoId: string, error: Error) => raise(error);

for (const { name, needs, open } of queueHomes) {
	requires(...needs).describe(`the queue on ${name}`, () => {
		let queues: TestQueues;
		let queue: PhotoQueue;

		beforeAll(async () => {
			queues = await open();
		});
		afterAll(() => queues.drop());
		beforeEach(async () => {
			queue = await queues.open();
		});
		afterEach(() => queue.close());

		test("every photo is handled once, at most `concurrency` at the same time", async () => {
			const done: string[] = [];
			let running = 0;
			let most = 0;
			queue.startWorkers({
				concurrency: 3,
				giveUp,
				async handle(photoId) {
					most = Math.max(most, ++running);
					await Bun.sleep(5);
					running--;
					done.push(photoId);
				},
			});
			const ids = Array.from({ length: 40 }, (_, number) => photoId(number));
			await Promise.all(ids.map((id) => queue.enqueue(id)));
			await until(() => done.length >= ids.length);
			expect(done.sort()).toEqual(ids);
			expect(most).toBe(3);
		});

		test("a photo that waits is not queued again; one that is done can be", async () => {
			const done: string[] = [];
			for (let time = 0; time < 3; time++) await queue.enqueue(photoId(1));
			await queue.enqueue(photoId(2));
			queue.startWorkers({
				concurrency: 1,
				giveUp,
				handle: async (id) => void done.push(id),
			});
			await until(() => done.length === 2);
			expect(done).toEqual([photoId(1), photoId(2)]);
			// The job's end is noted a moment after its work: until then it counts as under way.
			await until(async () => {
				await queue.enqueue(photoId(1));
				await Bun.sleep(50);
				return done.length > 2;
			});
			expect(done.slice(0, 3)).toEqual([photoId(1), photoId(2), photoId(1)]);
		});

		test("an idle worker is woken by a photo that comes later", async () => {
			const done: string[] = [];
			queue.startWorkers({ concurrency: 2, giveUp, handle: async (id) => void done.push(id) });
			await Bun.sleep(300);
			await queue.enqueue(photoId(3));
			await until(() => done.length === 1);
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
				giveUp: async (id, error) => void givenUp.push([id, error]),
			});
			await queue.enqueue(photoId(4));
			await queue.enqueue(photoId(5));
			await until(() => givenUp.length > 0);
			// The error itself, not what the queue makes of it.
			expect(givenUp).toEqual([[photoId(4), new WidthwiseError("engine-failed", "Attempt 5")]]);
			expect(attempts.filter((id) => id === photoId(5))).toHaveLength(3);
			// Given up is not for ever.
			await queue.enqueue(photoId(4));
			await until(() => attempts.filter((id) => id === photoId(4)).length === 6);
			expect(givenUp).toHaveLength(1);
		});

		test("a photo that is to blame itself is given up at once, and can be asked for in that moment", async () => {
			const events: string[] = [];
			queue.startWorkers({
				concurrency: 1,
				async handle() {
					events.push("begun");
					if (events.length < 6)
						throw new GiveUpError({ code: "unreadable-image", message: "Bad" });
				},
				async giveUp(id, error) {
					events.push(`given up: ${error instanceof GiveUpError && error.code}`);
					await queue.enqueue(id);
				},
			});
			await queue.enqueue(photoId(9));
			await until(() => events.length === 7);
			const once = ["begun", "given up: unreadable-image"];
			expect(events).toEqual([...once, ...once, ...once, "begun"]);
		});

		test("the first photo of each upload goes before the second of any", async () => {
			const begun: string[] = [];
			for (let place = 0; place < 40; place++) await queue.enqueue(photoId(100 + place), place);
			for (let place = 0; place < 3; place++) await queue.enqueue(photoId(200 + place), place);
			queue.startWorkers({ concurrency: 1, giveUp, handle: async (id) => void begun.push(id) });
			await until(() => begun.length === 43);
			const places = [0, 1, 2].flatMap((place) => [photoId(100 + place), photoId(200 + place)]);
			const rest = Array.from({ length: 37 }, (_, number) => photoId(103 + number));
			expect(begun).toEqual([...places, ...rest]);
		});

		test("a single photo does not wait for the five hundred before it", async () => {
			const begun: string[] = [];
			const hundreds = Array.from(
				{ length: 500 },
				(_, place) => [photoId(1000 + place), place] as const,
			);
			await Promise.all(hundreds.map(([id, place]) => queue.enqueue(id, place)));
			queue.startWorkers({
				concurrency: 2,
				giveUp,
				async handle(id) {
					begun.push(id);
					await Bun.sleep(2);
				},
			});
			await until(() => begun.length > 10);
			await queue.enqueue(photoId(1));
			const before = begun.length;
			await until(() => begun.includes(photoId(1)));
			// The two under way, and the two that were taken while it arrived.
			expect(begun.indexOf(photoId(1)) - before).toBeLessThanOrEqual(4);
			await queue.close();
			queue = await queues.open();
			await queue.empty();
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
				giveUp: async (id) => void givenUp.push(id),
			});
			await queue.enqueue(photoId(8));
			await until(() => attempts === 9);
			expect(givenUp).toEqual([]);
		});

		test("closing waits for what runs", async () => {
			const done: string[] = [];
			queue.startWorkers({
				concurrency: 1,
				giveUp,
				async handle(id) {
					await Bun.sleep(200);
					done.push(id);
				},
			});
			await queue.enqueue(photoId(6));
			await Bun.sleep(100);
			await queue.close(5000);
			expect(done).toEqual([photoId(6)]);
		});

		test("closing hands back what does not end in time: another worker does it at once", async () => {
			const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
			const { promise: never } = Promise.withResolvers<void>();
			let wasStopped = false;
			queue.startWorkers({
				concurrency: 1,
				giveUp,
				async handle(_id, signal) {
					signal.addEventListener("abort", () => {
						wasStopped = true;
					});
					begin();
					await never;
				},
			});
			await queue.enqueue(photoId(7));
			await begun;
			await queue.close(50);
			expect(wasStopped).toBe(true);

			queue = await queues.open();
			const done: string[] = [];
			queue.startWorkers({ concurrency: 1, giveUp, handle: async (id) => void done.push(id) });
			await until(() => done.length > 0);
			expect(done).toEqual([photoId(7)]);
		});
	});
}
