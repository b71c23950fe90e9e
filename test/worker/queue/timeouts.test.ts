import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "bun:test";
import { WidthwiseError } from "widthwise";
import type { PhotoQueue } from "../../../worker/queue/queue.ts";
import { until } from "../../patience.ts";
import { requires } from "../../requirements.ts";
import { photoId } from "../photos.ts";
import { NEVER_MS } from "../queue-timings.ts";
import { queueBackends, type TestQueues } from "../queues.ts";

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

		test("tries a photo that took too long much later than another", async () => {
			await using patient = await queues.open({ retryMs: 100, timeoutRetryMs: NEVER_MS });
			const tries: string[] = [];
			patient.startWorkers({
				concurrency: 1,
				recordFailure: async () => {},
				async handle(id) {
					tries.push(id);
					if (id === photoId(1)) throw new WidthwiseError("engine-timeout", "It took too long");
					throw new WidthwiseError("unavailable", "The store does not answer");
				},
			});
			for (const number of [1, 2]) await queue.enqueue(photoId(number));
			const triesOf = (number: number) => tries.filter((id) => id === photoId(number)).length;
			await until("the other is tried again", () => triesOf(2) > 2);
			expect(triesOf(1)).toBe(1);
			const delays = (await queue.bull.getDelayed()).map(({ id, delay }) => [id, delay] as const);
			expect(new Map(delays).get(photoId(1))).toBeGreaterThan(NEVER_MS / 3);
		});
	});
}
