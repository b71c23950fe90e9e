import type { Store } from "widthwise";
import {
	masterKey,
	ORIGINALS_PREFIX,
	originalKey,
	PHOTOS_PREFIX,
	parseOriginalKey,
	parsePhotoKey,
	parseVerdictKey,
	VERDICTS_PREFIX,
	verdictKey,
} from "widthwise/url";
import type { Catalogue } from "../catalogue/catalogue.ts";

/** Where the catalogue and the stores disagree, as photo ids. */
export type Findings = {
	/** In a store, but neither in the catalogue nor being removed; there is no original. */
	readonly strays: readonly string[];
	/** The original is in the media store, but the catalogue has lost the photo, or never was its own. */
	readonly unrecorded: readonly string[];
	/** Published, says the catalogue, but the master is gone; the original is there. */
	readonly unpublished: readonly string[];
	/** Published, says the catalogue, but the original is gone. */
	readonly lost: readonly string[];
	/** Failed because something was away, not because of the photo. */
	readonly interrupted: readonly string[];
};

/** Compares catalogue and stores; changes nothing. */
export type Audit = () => Promise<Findings>;

/**
 * Makes the function that compares catalogue and stores. It may run while photos come and go: whatever
 * it suspects is looked at once more before it is said.
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
	const isUnknown = async (id: string) => (await catalogue.find(id)) === null;
	const isUnrecorded = async (id: string) =>
		(await media.head(originalKey(id))) !== null && isUnknown(id);
	const isWithout = (store: Store, keyOf: (id: string) => string) => async (id: string) => {
		if ((await store.head(keyOf(id))) !== null) return false;
		return (await catalogue.find(id))?.status === "published";
	};

	return async () => {
		// The stores first: a photo that comes meanwhile is in the catalogue and not missed here.
		const originals = await photosIn(media, ORIGINALS_PREFIX, parseOriginalKey, originalKey);
		const verdicts = await photosIn(media, VERDICTS_PREFIX, parseVerdictKey, verdictKey);
		const shown = await photosIn(publicStore, PHOTOS_PREFIX, parsePhotoKey, masterKey);
		const known = await catalogue.statuses();
		// After the records: what is removed meanwhile is in one of the two.
		const removing = new Set(await catalogue.unfinishedDeletions());
		const published = [...known].flatMap(([id, status]) => (status === "published" ? id : []));
		const stored = new Set([...originals.all, ...verdicts.all, ...shown.all]);
		const unknown = [...stored].filter((id) => !known.has(id) && !removing.has(id));
		const lost = await confirmed(
			published.filter((id) => !originals.whole.has(id)),
			isWithout(media, originalKey),
		);
		return {
			strays: await confirmed(
				unknown.filter((id) => !originals.whole.has(id)),
				isUnknown,
			),
			unrecorded: await confirmed(
				unknown.filter((id) => originals.whole.has(id)),
				isUnrecorded,
			),
			unpublished: await confirmed(
				published.filter((id) => !shown.whole.has(id) && !lost.includes(id)),
				isWithout(publicStore, masterKey),
			),
			lost,
			interrupted: await catalogue.interrupted(),
		};
	};
}

/** Photos with any key under a prefix, and those with the one key that makes them whole. */
async function photosIn(
	store: Store,
	prefix: string,
	photoOf: (key: string) => string | null,
	wholeKey: (photoId: string) => string,
) {
	const all = new Set<string>();
	const whole = new Set<string>();
	for await (const key of store.list(prefix)) {
		const id = photoOf(key);
		// What else lies there is not ours.
		if (id === null) continue;
		all.add(id);
		if (key === wholeKey(id)) whole.add(id);
	}
	return { all, whole };
}

async function confirmed(
	ids: readonly string[],
	check: (id: string) => Promise<boolean>,
): Promise<readonly string[]> {
	const kept: string[] = [];
	for (const id of ids) if (await check(id)) kept.push(id);
	return kept;
}
