import { type Store, unpublish, WidthwiseError } from "widthwise";
import { originalKey, photoPrefix, verdictKey } from "widthwise/url";
import type { Catalogue, UnfinishedDeletion } from "../catalogue/catalogue.ts";
import type { PhotoLock } from "../database/photo-lock.ts";
import { tryAll } from "../outages/try-all.ts";
import type { Cdn } from "./cdn.ts";

/** Removing photos, each wholly, whatever fails on the way. */
export type Deletion = {
	/**
	 * Removes a photo; `false` if nobody knew it. Safe to repeat.
	 *
	 * @throws {WidthwiseError} `unavailable` if its record is gone but not everything else: that follows
	 */
	deletePhoto(photoId: string): Promise<boolean>;
	/**
	 * Goes on with every deletion that was begun and not ended, until it is told to stop. What fails for
	 * one photo is tried for the others; then it rejects with the first failure.
	 */
	finish(signal: AbortSignal): Promise<void>;
};

/**
 * Makes the deletion of photos: record, master, mezzanines, every variant, what the CDN holds, original,
 * verdict. The record goes first, in exchange for a note that the rest is to follow: from then on no
 * page shows the photo, and a failure or a death on the way is made good by `finish`. It holds the
 * photo's lock, so it waits until the photo is not being received or published.
 *
 * @example
 * const { deletePhoto } = createDeletion({ catalogue, media, publicStore, lock, cdn, forget });
 * await deletePhoto(photoId); // true
 */
export function createDeletion(options: {
	readonly catalogue: Catalogue;
	readonly media: Store;
	readonly publicStore: Store;
	readonly lock: PhotoLock;
	readonly cdn: Cdn | null;
	/** Drops the photo's images from this process's memory. */
	readonly forget: (photoId: string) => void;
}): Deletion {
	const { catalogue, media, publicStore, lock, cdn, forget } = options;
	const distributionId = cdn?.distributionId ?? null;

	/** What is public, and the CDN right after it; `false` if that is still to be told. */
	async function removePublic(deletion: UnfinishedDeletion): Promise<boolean> {
		const { photoId } = deletion;
		// Also if the store fails: what is public is not to be shown from memory.
		await unpublish(publicStore, photoId).finally(() => forget(photoId));
		if (deletion.distributionId === null) return true;
		// Another distribution is told by who is set up for it.
		if (!cdn || deletion.distributionId !== cdn.distributionId) return false;
		if (!(await cdn.invalidate(photoId))) return false;
		await catalogue.noteCdnInvalidated(photoId);
		return true;
	}

	/** Whoever calls it holds the photo's lock. */
	async function goOn(photoId: string): Promise<void> {
		const deletion = await catalogue.findDeletion(photoId);
		// Another process has ended it, or the same file was uploaded again.
		if (!deletion) return;
		if (await catalogue.find(photoId)) return catalogue.endDeletion(photoId);
		let isCdnInvalidated = await removePublic(deletion);
		await media.delete(originalKey(photoId));
		// The media bucket's function may have published meanwhile, having seen the original. From here
		// on it sees none, and takes back what it publishes.
		if (await isAnyPublic(photoId)) {
			const again = { photoId, distributionId: distributionId ?? deletion.distributionId };
			await catalogue.beginDeletion(photoId, again.distributionId);
			isCdnInvalidated = await removePublic(again);
		}
		await media.delete(verdictKey(photoId));
		if (isCdnInvalidated) await catalogue.endDeletion(photoId);
	}

	async function isAnyPublic(photoId: string): Promise<boolean> {
		for await (const _key of publicStore.list(photoPrefix(photoId))) return true;
		return false;
	}

	return {
		deletePhoto: (photoId) =>
			lock(photoId, async () => {
				const isKnown = await catalogue.beginDeletion(photoId, distributionId);
				await goOn(photoId).catch((cause: unknown) => {
					throw unfinished(cause);
				});
				return isKnown;
			}),
		async finish(signal) {
			const ids = await catalogue.unfinishedDeletions();
			await tryAll(
				ids.map((photoId) => async () => {
					if (!signal.aborted) await lock(photoId, () => goOn(photoId));
				}),
			);
		},
	};
}

function unfinished(cause: unknown): WidthwiseError {
	const reason = cause instanceof WidthwiseError ? ` (${cause.message})` : "";
	return new WidthwiseError(
		"unavailable",
		`The photo is deleted, but not yet all that is kept of it${reason}: the rest follows by itself`,
		{ cause },
	);
}
