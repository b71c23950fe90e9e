import type { PhotoQueue } from "../queue/queue.ts";
import { type BackgroundTask, createLane } from "./lane.ts";
import { createRefill } from "./refill.ts";

/** What is done for published photos when none waits to be published. */
export type Background = {
	/** The queue of photos that wait for this. */
	readonly queue: PhotoQueue;
	/** Enqueues a photo that has just been published. Failures go to `onError`. */
	enqueue(photoId: string): void;
	/** Enqueues photos that need work, if none waits. Also done after each job. */
	refill(): Promise<void>;
	/** Hands running jobs back at once. Safe to repeat. */
	close(): Promise<void>;
};

/**
 * Starts the background lane: one photo at a time in this process, only while no photo waits to be
 * published. A failure never changes the photo's status. Lost jobs are made again from the catalogue.
 *
 * @param options.queue the background queue, which this closes
 * @param options.photos the queue of photos to publish
 * @param options.isWorking whether this process runs jobs, or only enqueues them
 * @param options.intervalMs milliseconds between looks for photos that need work
 *
 * @example
 * const background = startBackground({ queue, photos, tasks: [avifSet], isWorking: true, ... });
 * background.enqueue(photoId);
 */
export function startBackground(options: {
	readonly queue: PhotoQueue;
	readonly photos: Pick<PhotoQueue, "hasWork">;
	readonly tasks: readonly BackgroundTask[];
	readonly isWorking: boolean;
	readonly intervalMs: number;
	readonly onError: (error: unknown) => void;
}): Background {
	const { queue, tasks, onError } = options;
	let isClosing = false;
	// Work that was stopped may fail because the database is closed.
	const reportError = (error: unknown): void => {
		if (!isClosing) onError(error);
	};
	const refill = createRefill({ queue, tasks });
	if (options.isWorking) {
		const lane = createLane({ photos: options.photos, tasks });
		queue.startWorkers({
			concurrency: 1,
			async handle(photoId, signal) {
				for (let done = 0; done < tasks.length; done++) {
					// A photo that stays due and needs nothing would come again at once, for ever.
					if (!(await lane(photoId, signal))) return;
					await refill().catch(reportError);
					// A running job's photo is not enqueued: if no other waits, its next task is done here.
					if (await queue.hasWaiting()) return;
				}
			},
			recordFailure: async (_photoId, error) => reportError(error),
		});
	}
	const timer = setInterval(() => void refill().catch(reportError), options.intervalMs);
	timer.unref();
	return {
		queue,
		enqueue: (photoId) => void queue.enqueue(photoId).catch(reportError),
		refill,
		close() {
			isClosing = true;
			clearInterval(timer);
			return queue.close(0);
		},
	};
}
