import { type Store, WidthwiseError } from "widthwise";
import { backOff } from "widthwise/internal";
import { PUBLISHING_VERSION, type Published, parseVerdict, type Verdict } from "widthwise/photo";
import { masterKey, originalKey, verdictKey } from "widthwise/url";
import type { PhotoLock } from "../database/photo-lock.ts";

/** How long to wait for the function; then the attempt fails and the queue makes another. */
const TIMEOUT_MS = 60_000;

/** The interval between polls: short at first, for small photos, then longer. */
const FIRST_POLL_MS = 250;
const MAX_POLL_MS = 4000;

/**
 * Creates the publisher that waits for the function which the media bucket triggers. The function
 * publishes the photo and leaves its verdict in the media store. The publisher waits without the
 * photo's lock, so that the photo can be uploaded again or deleted meanwhile.
 *
 * @param options.timeoutMs milliseconds after which an attempt fails
 *
 * @example
 * const publisher = createBucketEventPublisher({ media, publicStore, lock });
 * const { width, height } = await publisher(photoId, bytes);
 */
export function createBucketEventPublisher(options: {
	readonly media: Store;
	readonly publicStore: Store;
	readonly lock: PhotoLock;
	readonly timeoutMs?: number;
	/** Whether the function is asked again unless its verdict is of this version of publishing. */
	readonly isRenewal?: boolean;
}): (photoId: string, original: Uint8Array) => Promise<Published> {
	const { media, publicStore, lock, timeoutMs = TIMEOUT_MS, isRenewal = false } = options;
	return async (photoId, original) => {
		if (isRenewal && !(await isOfThisVersion(photoId))) {
			await lock(photoId, async () => {
				await media.delete(verdictKey(photoId));
				await storeAgain(photoId, original);
			});
		}
		const deadline = performance.now() + timeoutMs;
		for (let polls = 1; ; polls++) {
			const verdict = await readVerdict(photoId);
			if (verdict?.ok === false) {
				// Another attempt must not find it.
				if (verdict.code === "engine-timeout") {
					await lock(photoId, () => media.delete(verdictKey(photoId)));
				}
				throw new WidthwiseError(verdict.code, verdict.message);
			}
			// An old verdict may be about a master that was deleted since.
			if (verdict && (await publicStore.head(masterKey(photoId)))) return verdict.published;
			const wait = backOff(polls, FIRST_POLL_MS, MAX_POLL_MS);
			if (performance.now() + wait > deadline) break;
			await Bun.sleep(wait);
		}
		await lock(photoId, () => storeAgain(photoId, original));
		throw noVerdict();
	};

	async function readVerdict(photoId: string): Promise<Verdict | null> {
		const object = await media.get(verdictKey(photoId));
		return object && parseVerdict(await object.bytes());
	}

	async function isOfThisVersion(photoId: string): Promise<boolean> {
		const verdict = await readVerdict(photoId);
		return verdict?.ok === true && verdict.published.version >= PUBLISHING_VERSION;
	}

	/** The event may have been lost: storing the original again triggers another one. */
	async function storeAgain(photoId: string, original: Uint8Array): Promise<void> {
		const key = originalKey(photoId);
		const info = await media.head(key);
		if (info) await media.put(key, original, { contentType: info.contentType });
	}
}

function noVerdict(): WidthwiseError {
	return new WidthwiseError(
		"unavailable",
		"The function that publishes photos does not answer: check its log",
	);
}
