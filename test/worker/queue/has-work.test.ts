import { afterAll, beforeAll, expect, test } from "bun:test";
import { until, within } from "../../patience.ts";
import { requires } from "../../requirements.ts";
import { raise } from "../databases.ts";
import { photoId } from "../photos.ts";
import { NEVER_MS } from "../queue-timings.ts";
import { queueBackends, type TestQueues } from "../queues.ts";

const recordFailure = (_photoId: string, error: Error) => raise(error);

for (const { name, needs, open } of queueBackends) {
	requires(...needs).describe(`a queue on ${name}`, () => {
		let queues: TestQueues;
		beforeAll(async () => {
			queues = await open();
		});
		afterAll(() => queues?.drop());

		test("shares no photo with a queue of another name", async () => {
			await using queue = await queues.open();
			await using background = await queues.open({}, "background");
			await queue.enqueue(photoId(1));
			await background.enqueue(photoId(1));
			await background.enqueue(photoId(2));
			await queue.empty();
			expect(await queue.hasWork()).toBe(false);
			const done: string[] = [];
			background.startWorkers({
				concurrency: 1,
				recordFailure,
				handle: async (id) => void done.push(id),
			});
			await until("nothing is left", async () => !(await background.hasWork()));
			expect(done).toEqual([photoId(1), photoId(2)]);
		});

		test("has work while a photo waits or is being handled, not while it waits for a retry", async () => {
			await using slow = await queues.open({ retryMs: NEVER_MS, maxRetryMs: NEVER_MS });
			expect(await slow.hasWork()).toBe(false);
			await slow.enqueue(photoId(1));
			expect(await slow.hasWork()).toBe(true);
			const [begun, end] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
			slow.startWorkers({
				concurrency: 1,
				recordFailure,
				async handle() {
					begun.resolve();
					await end.promise;
					throw new Error("Try again");
				},
			});
			await within("the photo is begun", begun.promise);
			expect(await slow.hasWork()).toBe(true);
			end.resolve();
			await until("it waits for a retry", async () => !(await slow.hasWork()));
			expect(await slow.retrying(10)).toEqual([photoId(1)]);
		});
	});
}
