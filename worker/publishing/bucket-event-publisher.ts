import { type PhotoMetadata, type Store, WidthwiseError } from "widthwise";
import type { Inspector } from "widthwise/inspection";
import { backOff } from "widthwise/internal";
import { formatVerdict, PUBLISHING_VERSION, parseVerdict, type Verdict } from "widthwise/photo";
import { masterKey, originalKey, trashKey, verdictKey } from "widthwise/url";
import type { PhotoLock } from "../database/photo-lock.ts";
import { PermanentError } from "../queue/permanent-error.ts";
import type { Publisher } from "./publisher.ts";

/** How long to wait for the function: longer than its limit of 120 s, and than an event takes. */
const PATIENCE_MS = 150_000;

/** The interval between polls: short at first, for small photos, then longer. */
const FIRST_POLL_MS = 250;
const MAX_POLL_MS = 4000;

/**
 * Creates the publisher that waits for the function which the media bucket triggers. The function
 * publishes the photo and leaves its verdict, with the metadata, in the media store. The publisher waits
 * without the photo's lock, so that the photo can be uploaded again or deleted meanwhile.
 *
 * Storing the original again triggers another event. This is done once: at once if nothing has called
 * the function, else if it has given no verdict in time, because the event may have been lost. Rejects
 * with `unavailable` if there is no verdict then either.
 *
 * @param options.pause waits for a time in milliseconds; a real pause by default
 *
 * @example
 * const publisher = createBucketEventPublisher({ media, publicStore, inspector, lock });
 * const published = await publisher(photoId, (metadata) => catalogue.saveMetadata(photoId, metadata));
 */
export function createBucketEventPublisher(options: {
	readonly media: Store;
	readonly publicStore: Store;
	readonly inspector: Pick<Inspector, "readMetadata">;
	readonly lock: PhotoLock;
	readonly pause?: (milliseconds: number) => Promise<void>;
	/** Whether the function is called again unless its verdict is of this version of publishing. */
	readonly isRenewal?: boolean;
}): Publisher {
	const { media, publicStore, inspector, lock, isRenewal = false, pause = Bun.sleep } = options;

	async function readVerdict(photoId: string): Promise<Verdict | null> {
		const object = await media.get(verdictKey(photoId));
		const verdict = object && parseVerdict(await object.bytes());
		if (verdict?.ok !== true) return verdict;
		const isOld = isRenewal && verdict.published.version < PUBLISHING_VERSION;
		// An old verdict may be about a master that was deleted since.
		const isValid = !isOld && (await publicStore.head(masterKey(photoId))) !== null;
		return isValid ? verdict : { ok: null, runs: 0 };
	}

	/** Resolves to `false` if there is no original, or the photo is in the trash. */
	async function storeAgain(photoId: string, verdict: Verdict | null): Promise<boolean> {
		return lock(photoId, async () => {
			const original = await media.get(originalKey(photoId));
			if (!original || (await media.head(trashKey(photoId)))) return false;
			const bytes = await original.bytes();
			// The count of runs stays, or a photo could kill the function for ever.
			if (verdict?.ok === null && verdict.runs === 0) await media.delete(verdictKey(photoId));
			return media.put(originalKey(photoId), bytes, { contentType: original.contentType });
		});
	}

	/** Resolves to the verdict; to `null` if there is no original. */
	async function waitForVerdict(
		photoId: string,
	): Promise<Extract<Verdict, { ok: boolean }> | null> {
		let isStoredAgain = false;
		let waitedMs = 0;
		for (let polls = 1; ; polls++) {
			const verdict = await readVerdict(photoId);
			if (verdict && verdict.ok !== null) return verdict;
			const isCalled = verdict?.runs !== 0;
			if (waitedMs >= PATIENCE_MS || (!isCalled && !isStoredAgain)) {
				if (isStoredAgain) throw noVerdict(isRenewal);
				if (!(await storeAgain(photoId, verdict))) return null;
				isStoredAgain = true;
				waitedMs = 0;
				polls = 1;
			}
			const wait = backOff(polls, FIRST_POLL_MS, MAX_POLL_MS);
			await pause(wait);
			waitedMs += wait;
		}
	}

	async function readMetadata(photoId: string): Promise<PhotoMetadata | null> {
		const original = await media.get(originalKey(photoId));
		return original && inspector.readMetadata(await original.bytes());
	}

	return async (photoId, onMetadata) => {
		if (!(await media.head(originalKey(photoId)))) return null;
		const verdict = await waitForVerdict(photoId);
		if (!verdict) return null;
		// Functions of older versions left it out.
		const isMissing = verdict.ok && !verdict.metadata;
		const metadata = isMissing ? await readMetadata(photoId) : verdict.metadata;
		if (metadata) await onMetadata(metadata);
		if (verdict.ok) return verdict.published;
		// Another attempt must not find it.
		if (verdict.code === "engine-timeout") await lock(photoId, () => callAgain(media, photoId));
		throw new WidthwiseError(verdict.code, verdict.message);
	};
}

/**
 * Leaves a note in the place of a photo's verdict that the function is to be called again. Call it with
 * the photo's lock held.
 *
 * @example
 * await lock(photoId, () => callAgain(media, photoId));
 */
export async function callAgain(media: Pick<Store, "put">, photoId: string): Promise<void> {
	const note = formatVerdict({ ok: null, runs: 0 });
	await media.put(verdictKey(photoId), note, { contentType: "application/json" });
}

/** Final, because the queue's attempts would store the original twenty times; a renewal has ten. */
function noVerdict(isRenewal: boolean): Error {
	const code = "unavailable";
	const message =
		"The function that publishes photos gave no verdict, also when it was called again: check its log";
	return isRenewal ? new WidthwiseError(code, message) : new PermanentError({ code, message });
}
