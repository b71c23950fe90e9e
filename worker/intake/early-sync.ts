import type { FileHandle } from "node:fs/promises";

/** Syncs a file to disk while it still grows; see {@link createEarlySync}. */
export type EarlySync = {
	/** Call it after each write with the file's size so far, in bytes. */
	grownTo(size: number): void;
	/** Resolves when all of the file is on the disk; rejects if any of it could not be written. */
	finish(): Promise<void>;
};

/** Bytes between two syncs. */
const STEP_BYTES = 2_000_000;

/**
 * Syncs a file every 2 MB, one sync at a time, so that the last sync has little to do. The file is
 * safe only once `finish` has resolved, even if it is synced again later: the kernel reports a failed
 * write only once.
 *
 * @example
 * const sync = createEarlySync(opening);
 * for await (const chunk of body) sync.grownTo((size += await write(chunk)));
 * await sync.finish();
 */
export function createEarlySync(opening: Promise<FileHandle>): EarlySync {
	const syncs: Promise<void>[] = [];
	let synced = 0;
	let isBusy = false;
	return {
		grownTo(size) {
			if (isBusy || size - synced < STEP_BYTES) return;
			isBusy = true;
			synced = size;
			const sync = opening.then((file) => file.datasync());
			const free = (): void => {
				isBusy = false;
			};
			sync.then(free, free);
			syncs.push(sync);
		},
		async finish() {
			syncs.push(opening.then((file) => file.sync()));
			await Promise.all(syncs);
		},
	};
}
