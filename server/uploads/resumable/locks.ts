import { type Locker, MemoryLocker } from "@tus/server";
import type { PhotoLock } from "@widthwise/worker/database";
import { WidthwiseError } from "widthwise";
import { within } from "widthwise/internal";

/** Milliseconds to wait for a process that may be just about to let go; its sender then asks again. */
const PATIENCE_MS = 1000;

/** The protocol's word for an upload that somebody else is at: clients wait and ask again. */
const LOCKED = {
	status_code: 423,
	body: "Another server is at this upload: ask again in a moment\n",
};

/**
 * Locks on uploads, which no two requests have at once, in this process or in any other. In this
 * process, whoever comes later asks the earlier one to let go: it may be waiting for a sender that has
 * changed its connection. Another process is not asked: it answers 423 until that one lets go.
 *
 * @param lock of the pipeline's, among all processes on the same database
 *
 * @example
 * const server = new Server({ path, datastore, locker: createUploadLocks(pipeline.lock) });
 */
export function createUploadLocks(lock: PhotoLock): Locker {
	const here = new MemoryLocker();
	return {
		newLock(uploadId) {
			const turn = here.newLock(uploadId);
			let letGo: LetGo | undefined;
			return {
				async lock(signal, requestRelease) {
					await turn.lock(signal, requestRelease);
					try {
						letGo = await hold(lock, uploadId);
					} catch (error) {
						await turn.unlock();
						throw error;
					}
				},
				async unlock() {
					try {
						await letGo?.();
					} finally {
						await turn.unlock();
					}
				},
			};
		},
	};
}

type LetGo = () => Promise<void>;

/** Takes a lock until it is let go. */
function hold(lock: PhotoLock, uploadId: string): Promise<LetGo> {
	let isLate = false;
	const held = new Promise<LetGo>((resolve, reject) => {
		const released = lock(uploadId, async () => {
			if (isLate) return;
			await new Promise<void>((letGo) => {
				resolve(() => {
					letGo();
					return released;
				});
			});
		});
		released.catch((cause: unknown) => {
			const message = "The upload cannot be locked: try again in a moment";
			reject(new WidthwiseError("unavailable", message, { cause }));
		});
	});
	return within(PATIENCE_MS, held, () => {
		isLate = true;
		return Promise.reject(LOCKED);
	});
}
