/** Work that has not ended; see {@link createPending}. */
export type Pending = {
	/** Adds work, and returns it. */
	add<Result>(work: Promise<Result>): Promise<Result>;
	/** Resolves when all work has ended, with or without success, and what it has added too. */
	settled(): Promise<void>;
};

/**
 * Makes a record of the work that has not ended, so that a program can wait for it before it stops.
 * The caller handles rejections.
 *
 * @example
 * const pending = createPending();
 * const stored = pending.add(store.put("photos/ab12/master", bytes, { contentType: "image/jpeg" }));
 * await pending.settled();
 */
export function createPending(): Pending {
	const running = new Set<Promise<unknown>>();
	return {
		add(work) {
			running.add(work);
			const remove = (): void => void running.delete(work);
			work.then(remove, remove);
			return work;
		},
		async settled() {
			while (running.size > 0) await Promise.allSettled(running);
		},
	};
}
