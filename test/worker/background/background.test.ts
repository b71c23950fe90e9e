import { beforeEach, expect, test } from "bun:test";
import { startBackground } from "../../../worker/background/background.ts";
import type { BackgroundTask } from "../../../worker/background/lane.ts";
import { until } from "../../patience.ts";
import { raise } from "../databases.ts";
import { type PhotoParts, photoPartsOfFile } from "../photo-parts.ts";
import { photoId } from "../photos.ts";
import { NEVER_MS } from "../queue-timings.ts";

const freshParts = photoPartsOfFile();
let parts: PhotoParts;
beforeEach(async () => {
	parts = await freshParts();
});

function start(task: BackgroundTask) {
	const photos = { hasWork: async () => false };
	const options = { photos, isWorking: true, intervalMs: NEVER_MS, onError: raise };
	return startBackground({ ...options, queue: parts.queue, tasks: [task] });
}

test("all photos that are due are done at once, also if they are more than the queue takes", async () => {
	const due = new Set(Array.from({ length: 130 }, (_, number) => photoId(number)));
	const background = start({
		due: async (limit) => [...due].slice(0, limit),
		run: async (id) => due.delete(id),
	});
	await background.refill();
	await until("all photos are done", () => due.size === 0);
	await background.close();
});

test("a photo that stays due although it needs nothing does not come again at once", async () => {
	let runs = 0;
	const background = start({
		due: async () => [photoId(1)],
		async run() {
			runs++;
			return false;
		},
	});
	await background.refill();
	await until("the job has ended", async () => runs > 0 && !(await parts.queue.hasWork()));
	expect(runs).toBe(1);
	await background.close();
});
