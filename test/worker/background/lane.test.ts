import { expect, test } from "bun:test";
import { type BackgroundTask, createLane } from "../../../worker/background/lane.ts";
import { createRefill } from "../../../worker/background/refill.ts";
import { until } from "../../patience.ts";
import { photoId } from "../photos.ts";

const id = photoId(1);
const idle = { hasWork: async () => false };

/** A task with two steps that pauses before each. */
function twoSteps(steps: string[], name = "step"): BackgroundTask {
	return {
		due: async () => [],
		async run(_photoId, pause) {
			for (const number of [1, 2]) {
				await pause();
				steps.push(`${name} ${number}`);
			}
			return true;
		},
	};
}

test("a step waits until no photo waits to be published; one that arrives then comes before the next", async () => {
	const steps: string[] = [];
	let looks = 0;
	// Photos wait at the first three looks, and again after the first step.
	const photos = { hasWork: async () => ++looks !== 4 && looks < 8 };
	const seen: number[] = [];
	const task: BackgroundTask = {
		due: async () => [],
		async run(_photoId, pause) {
			for (const number of [1, 2]) {
				await pause();
				steps.push(`step ${number}`);
				seen.push(looks);
			}
			return true;
		},
	};
	await createLane({ photos, tasks: [task], pauseMs: 1 })(id, new AbortController().signal);
	expect(steps).toEqual(["step 1", "step 2"]);
	expect(seen).toEqual([4, 8]);
});

test("a task stops when its job goes back to the queue, while it works or waits", async () => {
	const steps: string[] = [];
	const handBack = new AbortController();
	const working: BackgroundTask = {
		...twoSteps(steps),
		async run(_photoId, pause) {
			await pause();
			steps.push("step 1");
			handBack.abort();
			await pause();
			steps.push("step 2");
			return true;
		},
	};
	const lane = createLane({ photos: idle, tasks: [working] });
	await expect(lane(id, handBack.signal)).rejects.toThrow();
	expect(steps).toEqual(["step 1"]);

	let looks = 0;
	const busy = { hasWork: async () => ++looks > 0 };
	const other = new AbortController();
	const waiting = createLane({ photos: busy, tasks: [twoSteps(steps)], pauseMs: 1 });
	const stopped = waiting(id, other.signal);
	await until("the task waits", () => looks > 2);
	other.abort();
	await expect(stopped).rejects.toThrow();
	expect(steps).toEqual(["step 1"]);
});

test("a task that fails does not keep the others from running", async () => {
	const steps: string[] = [];
	const failing: BackgroundTask = {
		due: async () => [],
		run: async () => {
			throw new Error("Cannot do it");
		},
	};
	const lane = createLane({ photos: idle, tasks: [failing, twoSteps(steps)] });
	await expect(lane(id, new AbortController().signal)).rejects.toThrow("Cannot do it");
	expect(steps).toEqual(["step 1", "step 2"]);
});

test("a job does the first task that its photo needs", async () => {
	const steps: string[] = [];
	const idleTask: BackgroundTask = { due: async () => [], run: async () => false };
	const tasks = [idleTask, twoSteps(steps, "first"), twoSteps(steps, "second")];
	await createLane({ photos: idle, tasks })(id, new AbortController().signal);
	expect(steps).toEqual(["first 1", "first 2"]);
});

test("a refill enqueues each photo that needs any task once, after those just published", async () => {
	const enqueued: [string, number | undefined][] = [];
	let isBusy = true;
	const queue = {
		hasWaiting: async () => isBusy,
		enqueue: async (photo: string, position?: number) => void enqueued.push([photo, position]),
	};
	const due = (...numbers: readonly number[]): BackgroundTask => ({
		...twoSteps([]),
		due: async (limit) => numbers.slice(0, limit).map(photoId),
	});
	const tasks = [due(3, 1), due(1, 2)];
	await createRefill({ queue, tasks })();
	expect(enqueued).toEqual([]);
	isBusy = false;
	await createRefill({ queue, tasks })();
	expect(enqueued).toEqual([
		[photoId(3), 1],
		[photoId(1), 2],
		[photoId(2), 3],
	]);
	enqueued.length = 0;
	const many = Array.from({ length: 250 }, (_, number) => number);
	await createRefill({ queue, tasks: [due(...many)] })();
	expect(enqueued).toHaveLength(100);
});
