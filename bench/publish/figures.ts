import type { Run } from "./run.ts";

/** The figures of a run. */
export type Figures = {
	/** The rate after all photos were accepted, so that receiving does not slow it down. */
	readonly photosPerSecond: number;
	/** Milliseconds until each photo was accepted. */
	readonly accepting: readonly number[];
	/** Milliseconds from each photo's acceptance until it was published. */
	readonly waiting: readonly number[];
	/** Milliseconds from sending the first photo until the last was published. */
	readonly total: number;
	/**
	 * The share of their time, 0 to 1, that workers spend between two photos: reporting the last one to
	 * the queue, getting the next one, and taking its lock.
	 */
	readonly betweenPhotos: number;
	/** The error of `betweenPhotos`: at both ends, the other workers are in the middle of a photo. */
	readonly uncertainty: number;
	/** The number of cores that server and workers kept busy. */
	readonly cores: number;
};

/**
 * Computes a run's figures.
 *
 * @throws {Error} if too few photos were waiting when the last one was accepted
 *
 * @example
 * const { photosPerSecond } = figuresOf(run);
 */
export function figuresOf({ photos, workers, from, to }: Run): Figures {
	const milliseconds = to.at - from.at;
	const published = to.published - from.published;
	if (!(published > 0)) {
		throw new Error("Too few photos: they were published before the last one was accepted");
	}
	const lastPublishedAt = Math.max(...photos.map(({ publishedAt }) => publishedAt));
	return {
		photosPerSecond: published / (milliseconds / 1000),
		accepting: photos.map(({ sentAt, acceptedAt }) => acceptedAt - sentAt),
		waiting: photos.map(({ acceptedAt, publishedAt }) => publishedAt - acceptedAt),
		total: lastPublishedAt - Math.min(...photos.map(({ sentAt }) => sentAt)),
		betweenPhotos: 1 - (to.workMs - from.workMs) / (workers * milliseconds),
		uncertainty: (workers - 1) / published,
		cores: (to.processorMs - from.processorMs) / milliseconds,
	};
}
