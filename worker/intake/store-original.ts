import type { Probe, Store } from "widthwise";
import { type ImageType, type LocalFile, uprightSize } from "widthwise/internal";
import { originalKey, verdictKey } from "widthwise/url";
import { positionOf } from "../catalogue/arrival.ts";
import type { Catalogue, Photo, ReceivedPhoto } from "../catalogue/catalogue.ts";
import type { PhotoLock } from "../database/photo-lock.ts";
import type { PhotoQueue } from "../queue/queue.ts";
import { safeFilename, slugOf } from "./file-name.ts";
import { localFile } from "./local-file.ts";

/** A photo that was accepted; `isNew` is false when the same file was here already. */
export type Received = { readonly photo: Photo; readonly isNew: boolean };

/** A whole file on this machine that was found to be a photo. */
export type ProbedFile = {
	/** Absolute path. */
	readonly path: string;
	/** Bytes. */
	readonly size: number;
	/** Its SHA-256 in lower-case hex. */
	readonly hash: string;
	readonly type: ImageType;
	readonly probe: Probe;
	/** Resolves when nothing that went wrong while it was written can be left unheard. */
	readonly written: Promise<void>;
};

/** Makes a photo of a judged file, at its place among all photos; afterwards the file may be gone. */
export type StoreOriginal = (
	filename: string,
	file: ProbedFile,
	arrival: number,
) => Promise<Received>;

/**
 * Makes the last step of every upload, whichever way it came: noted in the catalogue, moved into the
 * media store, a worker woken. When it resolves, the photo survives a crash.
 *
 * @example
 * const storeOriginal = createStoreOriginal({ catalogue, queue, media, lock, onError: console.error });
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
	 * The catalogue first: then the store never holds an original that the catalogue does not know. Where
	 * storing fails or the process dies in between, a worker finds out which of the two it was: the
	 * photo is published, or failed because there is no original.
	 */
	async function keep(
		received: ReceivedPhoto,
		original: LocalFile,
		written: Promise<void>,
	): Promise<Received> {
		const noted = await catalogue.insertReceived(received);
		// Stored again, a photo that has not been published sets off the bucket's event again; what was
		// said of it before, perhaps before it was deleted, counts no more.
		const ifAbsent = noted.photo.status === "published";
		const verdictDeleted = ifAbsent ? null : media.delete(verdictKey(received.id));
		// The disk's errors are reported once: the store, which syncs the file again, may hear of none.
		await Promise.all([written, verdictDeleted]);
		const contentType = `image/${received.type}`;
		await media.put(originalKey(received.id), original, { contentType, ifAbsent });
		return noted;
	}

	return async (filename, { path, size, hash, type, probe, written }, arrival) => {
		const id = hash.slice(0, 32);
		const { frames } = probe;
		const names = { filename: safeFilename(filename), slug: slugOf(filename) };
		const upright = uprightSize(probe);
		const photo = { id, ...names, type, originalBytes: size, frames, ...upright, arrival };
		const received = await lock(id, () => keep(photo, localFile(path, size), written));
		// The catalogue holds it: a worker can be woken after the answer is on its way, and should
		// that fail, the sweep does it later.
		setTimeout(() => void queue.enqueue(id, positionOf(arrival)).catch(onError));
		return received;
	};
}
