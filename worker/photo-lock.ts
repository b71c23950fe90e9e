/** Runs work on one photo while no other work on the same photo runs; see {@link createPhotoLock}. */
export type PhotoLock = <T>(photoId: string, work: () => Promise<T>) => Promise<T>;

/**
 * A lock for each photo: receiving, publishing and deleting the same photo take turns in this process,
 * in the order they came, so that a file uploaded again while it is being deleted is not lost.
 *
 * @example
 * const lock = createPhotoLock();
 * await lock(photoId, () => retire(photoId));
 */
export function createPhotoLock(): PhotoLock {
	const last = new Map<string, Promise<unknown>>();
	return (photoId, work) => {
		const previous = last.get(photoId) ?? Promise.resolve();
		const current = previous.then(work, work);
		last.set(photoId, current);
		const forget = (): void => {
			if (last.get(photoId) === current) last.delete(photoId);
		};
		current.then(forget, forget);
		return current;
	};
}
