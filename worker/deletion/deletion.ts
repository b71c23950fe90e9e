import { type Store, unpublish, WidthwiseError } from "widthwise";
import { originalKey, photoPrefix, verdictKey } from "widthwise/url";
import type { Catalogue, UnfinishedDeletion } from "../catalogue/catalogue.ts";
import type { PhotoLock } from "../database/photo-lock.ts";
import { tryAll } from "../outages/try-all.ts";
import type { Cdn } from "./cdn.ts";

/** Deletes photos completely, even if a step fails. */
export type Deletion = {
	/**
	 * Deletes a photo and everything that is stored of it; `false` if there is no such photo. Safe to
	 * repeat.
	 *
	 * @throws {WidthwiseError} `unavailable` if the record is deleted but other parts are left: `finish`
	 * deletes them later
	 */
	deletePhoto(photoId: string): Promise<boolean>;
	/**
	 * Continues every unfinished deletion, until the signal aborts. If one photo fails, it goes on with
	 * the others; then it rejects with the first failure.
	 */
	finish(signal: AbortSignal): Promise<void>;
};

/**
 * Creates the deletion of photos: record, master, mezzanines, variants, the CDN's copies, original,
 * verdict. One transaction replaces the record with a note that the rest is to be deleted. From then on
 * no page shows the photo, and `finish` continues after a failure or a crash. A deletion holds the
 * photo's lock, so it waits while the photo is being received or published.
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

	/** Deletes what is public, then invalidates the CDN; `false` if that is still to be done. */
	async function unpublishEverywhere(deletion: UnfinishedDeletion): Promise<boolean> {
		const { photoId } = deletion;
		// Also if the store fails: memory must not serve the photo.
		await unpublish(publicStore, photoId).finally(() => forget(photoId));
		if (deletion.distributionId === null) return true;
		// A process that is configured for that distribution invalidates it.
		if (!cdn || deletion.distributionId !== cdn.distributionId) return false;
		if (!(await cdn.invalidate(photoId))) return false;
		await catalogue.noteCdnInvalidated(photoId);
		return true;
	}

	/** The caller holds the photo's lock. */
	async function continueDeletion(photoId: string): Promise<void> {
		const deletion = await catalogue.findDeletion(photoId);
		// Another process has ended it.
		if (!deletion) return;
		// The same file was uploaded again.
		if (await catalogue.find(photoId)) return catalogue.endDeletion(photoId);
		let isCdnInvalidated = await unpublishEverywhere(deletion);
		await media.delete(originalKey(photoId));
		// The media bucket's function may have read the original and published it meanwhile. From here on
		// it finds no original, and unpublishes what it published.
		if (await hasPublicObjects(photoId)) {
			const restarted = { photoId, distributionId: distributionId ?? deletion.distributionId };
			await catalogue.beginDeletion(photoId, restarted.distributionId);
			isCdnInvalidated = await unpublishEverywhere(restarted);
		}
		await media.delete(verdictKey(photoId));
		if (isCdnInvalidated) await catalogue.endDeletion(photoId);
	}

	async function hasPublicObjects(photoId: string): Promise<boolean> {
		for await (const _key of publicStore.list(photoPrefix(photoId))) return true;
		return false;
	}

	return {
		deletePhoto: (photoId) =>
			lock(photoId, async () => {
				const isKnown = await catalogue.beginDeletion(photoId, distributionId);
				await continueDeletion(photoId).catch((cause: unknown) => {
					throw unfinished(cause);
				});
				return isKnown;
			}),
		async finish(signal) {
			const ids = await catalogue.unfinishedDeletions();
			await tryAll(
				ids.map((photoId) => async () => {
					if (!signal.aborted) await lock(photoId, () => continueDeletion(photoId));
				}),
			);
		},
	};
}

function unfinished(cause: unknown): WidthwiseError {
	const reason = cause instanceof WidthwiseError ? ` (${cause.message})` : "";
	return new WidthwiseError(
		"unavailable",
		`The photo is deleted, but some of its files are not yet${reason}: they will be deleted automatically`,
		{ cause },
	);
}
