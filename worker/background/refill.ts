import { singleFlight } from "widthwise/internal";
import type { PhotoQueue } from "../queue/queue.ts";
import type { BackgroundTask } from "./lane.ts";

/** Photos enqueued at once: a site with many has them all done, but the queue stays short. */
const MAX_PHOTOS = 100;

/**
 * Creates the function that fills the background queue, if no photo waits in it, with photos that need any of
 * the tasks: those published before there was the task, and those whose job was lost.
 *
 * @example
 * const refill = createRefill({ queue, tasks });
 * await refill();
 */
export function createRefill(options: {
	readonly queue: Pick<PhotoQueue, "hasWaiting" | "enqueue">;
	readonly tasks: readonly BackgroundTask[];
}): () => Promise<void> {
	const { queue, tasks } = options;
	return singleFlight(async () => {
		if (await queue.hasWaiting()) return;
		const due = await Promise.all(tasks.map((task) => task.due(MAX_PHOTOS)));
		const ids = [...new Set(due.flat())].slice(0, MAX_PHOTOS);
		// Photos that are published from now on are at position 0, before all of these.
		for (const [index, id] of ids.entries()) await queue.enqueue(id, index + 1);
	});
}
