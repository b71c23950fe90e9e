import type { FileHandle } from "node:fs/promises";

/** Has the disk work while a file still grows; see {@link createEarlySync}. */
export type EarlySync = {
	/** Told how large the file is by now, in bytes. */
	grown(size: number): void;
	/** Resolves when the whole file is on the disk; rejects if any of it could not be written. */
	finish(): Promise<void>;
};

/** Bytes between two syncs. */
const STEP_BYTES = 2_000_000;

/**
 * Syncs a file every few megabytes, one sync at a time, so that the last one finds little to do. A
 * file counts as kept only when `finish` has resolved, even if somebody syncs it again: the system
 * reports what the disk could not write only once.
 *
 * @example
 * const sync = createEarlySync(opening);
 * for await (const chunk of body) sync.grown((size += await write(chunk)));
 * await sync.finish();
 */
export function createEarlySync(opening: Promise<FileHandle>): EarlySync {
	const syncs: Promise<void>[] = [];
	let synced = 0;
	let isBusy = false;
	return {
		grown(size) {
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
