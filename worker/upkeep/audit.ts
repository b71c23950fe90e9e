import type { Store } from "widthwise";
import {
	masterKey,
	ORIGINALS_PREFIX,
	originalKey,
	PHOTOS_PREFIX,
	parseOriginalKey,
	parsePhotoKey,
	parseTrashKey,
	parseVerdictKey,
	photoPrefix,
	TRASH_PREFIX,
	trashKey,
	VERDICTS_PREFIX,
	verdictKey,
} from "widthwise/url";
import type { Catalogue } from "../catalogue/catalogue.ts";
import { hasMaster } from "./has-master.ts";

/** Where the catalogue and the stores disagree, as photo ids. */
export type Findings = {
	/** In a store, but without an original, not in the catalogue or the trash, and not being deleted. */
	readonly strays: readonly string[];
	/** The original is in the media store, but the photo is neither in the catalogue nor in the trash. */
	readonly unrecorded: readonly string[];
	/** Published in the catalogue, but the master or its metadata is missing; the original exists. */
	readonly unpublished: readonly string[];
	/** Published in the catalogue, but the original is missing. */
	readonly lost: readonly string[];
	/** Failed because of an outage, not because of the photo. */
	readonly interrupted: readonly string[];
	/** In the trash according to the catalogue or to the media store, but not completely. */
	readonly trash: readonly string[];
};

/** Compares catalogue and stores; changes nothing. */
export type Audit = () => Promise<Findings>;

/**
 * Creates the function that compares catalogue and stores. It may run while photos are received and
 * deleted: it checks each suspect a second time before reporting it.
 *
 * @example
 * const audit = createAudit({ catalogue, media, publicStore });
 * const { strays } = await audit();
 */
export function createAudit(options: {
	readonly catalogue: Catalogue;
	readonly media: Store;
	readonly publicStore: Store;
}): Audit {
	const { catalogue, media, publicStore } = options;
	const isUnknown = async (id: string) =>
		(await catalogue.find(id)) === null && (await catalogue.findTrashed(id)) === null;
	const isUnsettled = async (id: string) => {
		const isTrashed = (await catalogue.findTrashed(id)) !== null;
		const isMarked = (await media.head(trashKey(id))) !== null;
		if (isTrashed !== isMarked) return true;
		return isTrashed && ((await catalogue.find(id)) !== null || (await hasPublicObjects(id)));
	};
	const hasPublicObjects = async (id: string) => {
		for await (const _key of publicStore.list(photoPrefix(id))) return true;
		return false;
	};
	const isUnrecorded = async (id: string) =>
		(await media.head(originalKey(id))) !== null && isUnknown(id);
	const isPublished = async (id: string) => (await catalogue.find(id))?.status === "published";
	const isLost = async (id: string) =>
		(await media.head(originalKey(id))) === null && isPublished(id);
	// A master never loses its metadata: each is looked at once in the life of this process.
	const sound = new Set<string>();
	const isUnpublished = async (id: string) => {
		if (!(await hasMaster(publicStore, id))) return isPublished(id);
		sound.add(id);
		return false;
	};

	const isSound = (id: string, complete: ReadonlySet<string>) => sound.has(id) && complete.has(id);

	return async () => {
		// The stores come first: a photo that arrives meanwhile is in the catalogue, and so no stray.
		const originals = await photosIn(media, ORIGINALS_PREFIX, parseOriginalKey, originalKey);
		const verdicts = await photosIn(media, VERDICTS_PREFIX, parseVerdictKey, verdictKey);
		const marks = await photosIn(media, TRASH_PREFIX, parseTrashKey, trashKey);
		const publicPhotos = await photosIn(publicStore, PHOTOS_PREFIX, parsePhotoKey, masterKey);
		const statuses = await catalogue.statuses();
		const trashed = new Set(await catalogue.trashedIds());
		// After the records: a photo that is deleted meanwhile is in one of the two.
		const deleting = new Set(await catalogue.unfinishedDeletions());
		const isInTrash = (id: string) => trashed.has(id) || marks.all.has(id);
		const published = [...statuses].flatMap(([id, status]) =>
			status === "published" && !isInTrash(id) ? id : [],
		);
		const stored = new Set([...originals.all, ...verdicts.all, ...publicPhotos.all]);
		const unknown = [...stored].filter(
			(id) => !statuses.has(id) && !deleting.has(id) && !isInTrash(id),
		);
		const suspects = [...trashed.union(marks.all)].filter(
			(id) =>
				!deleting.has(id) &&
				(!trashed.has(id) || !marks.all.has(id) || statuses.has(id) || publicPhotos.all.has(id)),
		);
		const lost = await confirm(
			published.filter((id) => !originals.complete.has(id)),
			isLost,
		);
		return {
			strays: await confirm(
				unknown.filter((id) => !originals.complete.has(id)),
				isUnknown,
			),
			unrecorded: await confirm(
				unknown.filter((id) => originals.complete.has(id)),
				isUnrecorded,
			),
			unpublished: await confirm(
				published.filter((id) => !isSound(id, publicPhotos.complete) && !lost.includes(id)),
				isUnpublished,
			),
			lost,
			interrupted: (await catalogue.interrupted()).filter((id) => !isInTrash(id)),
			trash: await confirm(suspects, isUnsettled),
		};
	};
}

/** Lists photos with any key under a prefix, and those with the key that is written last. */
async function photosIn(
	store: Store,
	prefix: string,
	photoOf: (key: string) => string | null,
	lastKey: (photoId: string) => string,
) {
	const all = new Set<string>();
	const complete = new Set<string>();
	for await (const key of store.list(prefix)) {
		const id = photoOf(key);
		// Not one of our objects.
		if (id === null) continue;
		all.add(id);
		if (key === lastKey(id)) complete.add(id);
	}
	return { all, complete };
}

async function confirm(
	ids: readonly string[],
	check: (id: string) => Promise<boolean>,
): Promise<readonly string[]> {
	const confirmed: string[] = [];
	for (const id of ids) if (await check(id)) confirmed.push(id);
	return confirmed;
}
