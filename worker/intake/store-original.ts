import type { Store } from "widthwise";
import { type ImageType, type Probe, uprightSize } from "widthwise/photo";
import type { LocalFile } from "widthwise/store";
import { originalKey, trashKey, verdictKey } from "widthwise/url";
import { positionOf } from "../catalogue/arrival.ts";
import type { Catalogue, Photo, ReceivedPhoto } from "../catalogue/catalogue.ts";
import type { PhotoLock } from "../database/photo-lock.ts";
import type { PhotoQueue } from "../queue/queue.ts";
import { safeFilename } from "./file-name.ts";
import { localFile } from "./local-file.ts";

/** A received photo; `isNew` is false if the same file was received before and is not in the trash. */
export type Received = { readonly photo: Photo; readonly isNew: boolean };

/** A complete file on this machine that was probed and is a photo. */
export type ProbedFile = {
	/** Absolute path. */
	readonly path: string;
	/** Bytes. */
	readonly size: number;
	/** Its SHA-256 in lower-case hex. */
	readonly hash: string;
	readonly type: ImageType;
	readonly probe: Probe;
	/** Resolves when the file is on the disk; rejects if it could not be written. */
	readonly written: Promise<void>;
};

/**
 * Makes a photo of a probed file, with the given arrival; the file may be moved away.
 *
 * @param requestId of the request that the file came with
 */
export type StoreOriginal = (
	filename: string,
	file: ProbedFile,
	arrival: number,
	requestId?: string,
) => Promise<Received>;

/**
 * Creates the last step of every upload: the photo is recorded in the catalogue, the file moves into
 * the media store, and a worker is woken. When it resolves, the photo survives a crash.
 *
 * @example
 * const storeOriginal = createStoreOriginal({ catalogue, queue, media, lock, onError: log.error });
 * const { photo } = await storeOriginal("blue-hour.jpg", file, arrival);
 */
export function createStoreOriginal(options: {
	readonly catalogue: Pick<Catalogue, "insertReceived">;
	readonly queue: Pick<PhotoQueue, "enqueue">;
	readonly media: Store;
	readonly lock: PhotoLock;
	readonly onError: (error: unknown) => void;
}): StoreOriginal {
	const { catalogue, queue, media, lock, onError } = options;

	/**
	 * The record comes first, so the store never holds an original that the catalogue does not know. If
	 * storing fails or the process dies, a worker looks for the original: it publishes the photo, or
	 * marks it failed because there is none.
	 */
	async function recordAndStore(
		received: ReceivedPhoto,
		original: LocalFile,
		written: Promise<void>,
	): Promise<Received> {
		const recorded = await catalogue.insertReceived(received);
		if (recorded.isRestored) await media.delete(trashKey(received.id));
		// Storing the original of an unpublished photo again triggers the bucket's event again. An earlier
		// verdict, perhaps from before the photo was deleted, is no longer valid.
		const ifAbsent = recorded.photo.status === "published";
		const verdictDeleted = ifAbsent ? null : media.delete(verdictKey(received.id));
		// The kernel reports a failed write once: the store syncs the file again and may see no error.
		await Promise.all([written, verdictDeleted]);
		const contentType = `image/${received.type}`;
		await media.put(originalKey(received.id), original, { contentType, ifAbsent });
		return recorded;
	}

	return async (filename, { path, size, hash, type, probe, written }, arrival, requestId) => {
		const id = hash.slice(0, 32);
		const { frames } = probe;
		const upright = uprightSize(probe);
		const naming = { id, filename: safeFilename(filename), type };
		const photo = { ...naming, originalBytes: size, frames, ...upright, arrival };
		const received = await lock(id, () => recordAndStore(photo, localFile(path, size), written));
		// The record is written, so the caller need not wait for the queue: if enqueueing fails, the sweep
		// does it later.
		setTimeout(() => void queue.enqueue(id, positionOf(arrival), requestId).catch(onError));
		return received;
	};
}
