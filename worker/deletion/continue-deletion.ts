import { type Store, unpublish, WidthwiseError } from "widthwise";
import { originalKey, photoPrefix, trashKey, verdictKey } from "widthwise/url";
import type { Catalogue, UnfinishedDeletion } from "../catalogue/catalogue.ts";
import type { Cdn } from "./cdn.ts";
import { putTrashMark } from "./trash-mark.ts";

/** What deletions work on. */
export type DeletionParts = {
	readonly catalogue: Catalogue;
	readonly media: Store;
	readonly publicStore: Store;
	readonly cdn: Cdn | null;
	/** Drops the photo's images from this process's memory. */
	readonly forget: (photoId: string) => void;
};

/** Continues a photo's deletion; does nothing if there is none. Call it with the photo's lock held. */
export type ContinueDeletion = (photoId: string) => Promise<void>;

/**
 * Creates the function that does what a noted deletion still needs. Everything public goes: master,
 * mezzanines, variants, the CDN's copies. The original and the verdict go too, unless the photo is in the
 * trash: then the original stays, with a mark that it is not to be published.
 *
 * @example
 * const continueDeletion = createContinueDeletion({ catalogue, media, publicStore, cdn, forget });
 * await lock(photoId, () => continueDeletion(photoId));
 */
export function createContinueDeletion(options: DeletionParts): ContinueDeletion {
	const { catalogue, media, publicStore, cdn, forget } = options;
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

	async function hasPublicObjects(photoId: string): Promise<boolean> {
		for await (const _key of publicStore.list(photoPrefix(photoId))) return true;
		return false;
	}

	return async (photoId) => {
		const deletion = await catalogue.findDeletion(photoId);
		// Another process has ended it.
		if (!deletion) return;
		// The same file was uploaded again, or the photo was restored.
		if (await catalogue.find(photoId)) {
			await media.delete(trashKey(photoId));
			return catalogue.endDeletion(photoId);
		}
		const trashed = await catalogue.findTrashed(photoId);
		// The mark comes first: the media bucket's function looks for it after it has published.
		if (trashed) await putTrashMark(media, trashed);
		let isCdnInvalidated = await unpublishEverywhere(deletion);
		if (!trashed) await media.delete(originalKey(photoId));
		// The media bucket's function may have read the original and published it meanwhile. From here on
		// it finds no original, or the mark, and unpublishes what it published.
		if (await hasPublicObjects(photoId)) {
			const restarted = { photoId, distributionId: distributionId ?? deletion.distributionId };
			await catalogue.noteDeletion(photoId, restarted.distributionId);
			isCdnInvalidated = await unpublishEverywhere(restarted);
		}
		await media.delete(verdictKey(photoId));
		if (!trashed) await media.delete(trashKey(photoId));
		if (isCdnInvalidated) await catalogue.endDeletion(photoId);
	};
}

/**
 * Makes the error for a deletion of which a part is left to do later.
 *
 * @param done what has happened to the photo
 */
export function unfinished(done: "deleted" | "in the trash", cause: unknown): WidthwiseError {
	const reason = cause instanceof WidthwiseError ? ` (${cause.message})` : "";
	const which = done === "deleted" ? "files" : "public files";
	return new WidthwiseError(
		"unavailable",
		`The photo is ${done}, but some of its ${which} are not yet deleted${reason}: they will be deleted automatically`,
		{ cause },
	);
}
