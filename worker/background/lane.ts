import type { PhotoQueue } from "../queue/queue.ts";

/**
 * Waits while photos are waiting to be published, in any process. Rejects if the job has gone back to
 * the queue: the task must then stop.
 */
export type Pause = () => Promise<void>;

/** What can be done for a published photo when nothing else is to be done. */
export type BackgroundTask = {
	/** Ids of at most `limit` photos that need it, those that matter most first. */
	due(limit: number): Promise<readonly string[]>;
	/**
	 * Does what the photo needs, which may be nothing. Can be repeated after a failure at any step. Calls
	 * `pause` before each step that takes processor time: publishing waits for one step at most.
	 * Resolves to `true` if it did something: what later tasks do for this photo waits until other photos
	 * have had theirs.
	 */
	run(photoId: string, pause: Pause): Promise<boolean>;
};

const PAUSE_MS = 500;

/**
 * Creates the work of the background queue: the first task of the list that a photo needs. If one fails,
 * the later ones are tried, and the queue tries again. Resolves to whether a task did something.
 *
 * @param options.photos the queue of photos to publish, which comes first
 * @param options.pauseMs how often a paused task looks whether photos still wait, in milliseconds
 *
 * @example
 * queue.startWorkers({ concurrency: 1, handle: createLane({ photos, tasks: [avifSet] }), recordFailure });
 */
export function createLane(options: {
	readonly photos: Pick<PhotoQueue, "hasWork">;
	readonly tasks: readonly BackgroundTask[];
	readonly pauseMs?: number;
}): (photoId: string, signal: AbortSignal) => Promise<boolean> {
	const { photos, tasks, pauseMs = PAUSE_MS } = options;
	return async (photoId, signal) => {
		const pause: Pause = async () => {
			signal.throwIfAborted();
			while (await photos.hasWork()) {
				await Bun.sleep(pauseMs);
				signal.throwIfAborted();
			}
		};
		const failures: unknown[] = [];
		let isDone = false;
		for (const task of tasks) {
			if (isDone) break;
			isDone = await task.run(photoId, pause).catch((error: unknown) => {
				failures.push(error);
				return false;
			});
		}
		if (failures.length > 0) throw failures[0];
		return isDone;
	};
}
