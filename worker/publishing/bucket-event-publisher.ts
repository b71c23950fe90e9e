import { type Published, type Store, WidthwiseError } from "widthwise";
import { backOff, type OpenPhoto } from "widthwise/internal";
import { parseVerdict } from "widthwise/photo";
import { masterKey, originalKey, verdictKey } from "widthwise/url";
import type { PhotoLock } from "../database/photo-lock.ts";

/** How long the function is waited for; then the attempt fails and the queue makes another. */
const PATIENCE_MS = 60_000;

/** Between two looks: soon at first, for small photos, then less often. */
const FIRST_LOOK_MS = 250;
const LAST_LOOK_MS = 4000;

/**
 * The publisher that waits for the function which the media bucket triggers: it publishes the photo
 * itself and leaves its verdict in the media store. It waits without the photo's lock, so that the
 * photo can be uploaded again, or deleted, meanwhile.
 *
 * @param options.timeoutMs milliseconds after which an attempt is given up
 *
 * @example
 * const publisher = createBucketEventPublisher({ media, publicStore, lock });
 * const { width, height } = await publisher(photoId, photo);
 */
export function createBucketEventPublisher(options: {
	readonly media: Store;
	readonly publicStore: Store;
	readonly lock: PhotoLock;
	readonly timeoutMs?: number;
}): (photoId: string, photo: Pick<OpenPhoto, "bytes">) => Promise<Published> {
	const { media, publicStore, lock, timeoutMs = PATIENCE_MS } = options;
	return async (photoId, { bytes }) => {
		const deadline = performance.now() + timeoutMs;
		for (let looks = 1; ; looks++) {
			const object = await media.get(verdictKey(photoId));
			const verdict = object && parseVerdict(await object.bytes());
			if (verdict?.ok === false) throw new WidthwiseError(verdict.code, verdict.message);
			// A verdict says what was made; that it is there still is for the public store to say.
			if (verdict && (await publicStore.head(masterKey(photoId)))) return verdict.published;
			const wait = backOff(looks, FIRST_LOOK_MS, LAST_LOOK_MS);
			if (performance.now() + wait > deadline) break;
			await Bun.sleep(wait);
		}
		await lock(photoId, () => storeAgain(photoId, bytes));
		throw unanswered();
	};

	/** The event may have been lost: stored once more, the original sets off another. */
	async function storeAgain(photoId: string, original: Uint8Array): Promise<void> {
		const key = originalKey(photoId);
		const info = await media.head(key);
		if (info) await media.put(key, original, { contentType: info.contentType });
	}
}

function unanswered(): WidthwiseError {
	return new WidthwiseError(
		"unavailable",
		"The function that publishes photos has not answered: see its log",
	);
}
