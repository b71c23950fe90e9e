import { type Store, unpublish } from "widthwise";
import {
	masterKey,
	ORIGINALS_PREFIX,
	PHOTOS_PREFIX,
	parseOriginalKey,
	parsePhotoKey,
	parseTrashKey,
	parseVerdictKey,
	TRASH_PREFIX,
	VERDICTS_PREFIX,
} from "widthwise/url";
import type { Copied } from "./copy-object.ts";
import { copyObjects } from "./copy-objects.ts";
import type { MoveJournal } from "./journal.ts";

/** The two stores of a site. */
export type SiteStores = { readonly media: Store; readonly publicStore: Store };

/** How far a move is. */
export type MoveProgress = {
	/** Objects that are done, and all of them. */
	readonly done: number;
	readonly total: number;
	/** Of those done, by outcome. */
	readonly outcomes: Readonly<Record<Copied["outcome"], number>>;
	/** Bytes of those done. */
	readonly bytes: number;
	/** Those that could not be copied, and why. */
	readonly failures: readonly { readonly key: string; readonly error: unknown }[];
};

/**
 * Copies all photos of a site to other stores: the trash's marks, originals and verdicts, then what is
 * public. Masters come last, because a photo with a master counts as complete. What the source has
 * besides, such as unfinished uploads and `.info` files that another program copied, is left out. Goes on
 * after a failure.
 *
 * @param options.onProgress called after each object
 * @returns the state at the end; the move is complete if there are no failures
 *
 * @example
 * const { failures } = await movePhotos({ from, to, journal, onProgress: () => {} });
 */
export async function movePhotos(options: {
	readonly from: SiteStores;
	readonly to: SiteStores;
	readonly journal: MoveJournal;
	readonly onProgress: (progress: MoveProgress) => void;
}): Promise<MoveProgress> {
	const { from, to, journal, onProgress } = options;
	const marks = await keysOf(from.media, TRASH_PREFIX, parseTrashKey);
	const media = await keysOf(from.media, ORIGINALS_PREFIX, parseOriginalKey);
	const verdicts = await keysOf(from.media, VERDICTS_PREFIX, parseVerdictKey);
	const publicKeys = await keysOf(from.publicStore, PHOTOS_PREFIX, parsePhotoKey);
	const isMaster = (key: string): boolean => key === masterKey(parsePhotoKey(key) ?? "");
	const total = marks.length + media.length + verdicts.length + publicKeys.length;
	const outcomes = { copied: 0, present: 0, gone: 0 };
	const failures: { readonly key: string; readonly error: unknown }[] = [];
	let [done, bytes] = [0, 0];
	const progress = (): MoveProgress => ({ done, total, outcomes, bytes, failures });

	async function copyAll(keys: readonly string[], source: Store, target: Store): Promise<void> {
		await copyObjects(keys, {
			...{ source, target, journal },
			onCopied(copied) {
				outcomes[copied.outcome]++;
				bytes += copied.bytes;
				done++;
				onProgress(progress());
			},
			onFailed(key, error) {
				failures.push({ key, error });
				done++;
				onProgress(progress());
			},
		});
	}

	// Before the originals: the new media bucket's function publishes an original without a mark.
	await copyAll(marks, from.media, to.media);
	await followTrash(from, to);
	await copyAll([...media, ...verdicts], from.media, to.media);
	for (const part of [publicKeys.filter((key) => !isMaster(key)), publicKeys.filter(isMaster)]) {
		await copyAll(part, from.publicStore, to.publicStore);
	}
	return progress();
}

/** Of photos that were deleted since an earlier run, nothing stays public; restored ones have no mark. */
async function followTrash(from: SiteStores, to: SiteStores): Promise<void> {
	for (const key of await keysOf(to.media, TRASH_PREFIX, parseTrashKey)) {
		if (await from.media.head(key)) await unpublish(to.publicStore, parseTrashKey(key) ?? "");
		else await to.media.delete(key);
	}
}

async function keysOf(
	store: Store,
	prefix: string,
	photoOf: (key: string) => string | null,
): Promise<readonly string[]> {
	const keys = await Array.fromAsync(store.list(prefix));
	return keys.filter((key) => photoOf(key) !== null && !key.endsWith(".info")).sort();
}
