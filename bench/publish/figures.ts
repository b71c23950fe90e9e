import type { Run } from "./run.ts";

/** What a run comes to. */
export type Figures = {
	/** Once all were accepted, so that receiving takes nothing from publishing. */
	readonly photosPerSecond: number;
	/** Milliseconds until each was accepted. */
	readonly accepting: readonly number[];
	/** Milliseconds from each one's acceptance to its publishing. */
	readonly waiting: readonly number[];
	/** Milliseconds from the first one sent to the last one published. */
	readonly total: number;
	/**
	 * The share of their time, 0 to 1, that workers spend between two photos: telling the queue about the
	 * last, getting the next from it, and taking that photo's lock.
	 */
	readonly betweenPhotos: number;
	/** By how much that may be wrong: at either end, the other workers are in the middle of a photo. */
	readonly uncertainty: number;
	/** Cores that server and workers kept busy. */
	readonly cores: number;
};

/**
 * Works out a run's figures.
 *
 * @throws {Error} if the photos were so few that none waited when the last was accepted
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
