import { type Locker, MemoryLocker } from "@tus/server";
import type { PhotoLock } from "@widthwise/worker/database";
import { WidthwiseError } from "widthwise";
import { within } from "widthwise/internal";

/** How long to wait for another process's lock, in milliseconds; then the client must retry. */
const MAX_WAIT_MS = 1000;

/** The protocol's response for an upload that another request holds: clients wait and retry. */
const LOCKED = {
	status_code: 423,
	body: "Another server is handling this upload: try again in a moment\n",
};

/**
 * Makes the locks on uploads. A lock is held by one request at a time, in this process and all
 * others. In this process, a later request asks the earlier one to release the lock: its client may
 * have reconnected. If another process holds the lock, the request is answered with 423.
 *
 * @param lock the pipeline's lock, shared by all processes on the same database
 * @param closing is aborted when the server stops: then all requests release their locks, and end
 *
 * @example
 * const server = new Server({ path, datastore, locker: createUploadLocks(pipeline.lock, closing) });
 */
export function createUploadLocks(lock: PhotoLock, closing: AbortSignal): Locker {
	const here = new MemoryLocker();
	return {
		newLock(uploadId) {
			const turn = here.newLock(uploadId);
			let release: Release | undefined;
			let onClosing = (): void => {};
			return {
				async lock(signal, requestRelease) {
					await turn.lock(signal, requestRelease);
					onClosing = () => void requestRelease();
					closing.addEventListener("abort", onClosing);
					try {
						release = await acquire(lock, uploadId);
					} catch (error) {
						closing.removeEventListener("abort", onClosing);
						await turn.unlock();
						throw error;
					}
				},
				async unlock() {
					closing.removeEventListener("abort", onClosing);
					try {
						await release?.();
					} finally {
						await turn.unlock();
					}
				},
			};
		},
	};
}

type Release = () => Promise<void>;

/** Acquires a lock; resolves to the function that releases it. */
function acquire(lock: PhotoLock, uploadId: string): Promise<Release> {
	let isLate = false;
	const held = new Promise<Release>((resolve, reject) => {
		const released = lock(uploadId, async () => {
			if (isLate) return;
			await new Promise<void>((end) => {
				resolve(() => {
					end();
					return released;
				});
			});
		});
		released.catch((cause: unknown) => {
			const message = "The upload cannot be locked: try again in a moment";
			reject(new WidthwiseError("unavailable", message, { cause }));
		});
	});
	return within(MAX_WAIT_MS, held, () => {
		isLate = true;
		return Promise.reject(LOCKED);
	});
}
