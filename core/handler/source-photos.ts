import { createAdmission } from "../async/admission.ts";
import { createPending } from "../async/pending.ts";
import { createSingleFlight } from "../async/single-flight.ts";
import type { Waiter } from "../async/waiters.ts";
import { createRecentlyUsed } from "../cache/recently-used.ts";
import { WidthwiseError } from "../errors.ts";
import { isFinal } from "../photo/verdict.ts";
import type { Source, SourceImage } from "../source/source.ts";
import type { OriginalPublisher } from "./original-publisher.ts";
import { sourcePhotoId } from "./source-photo-id.ts";
import { inTime } from "./source-time.ts";

/** The photos that were published from a source. */
export type SourcePhotos = {
	/** Returns the id in the store of an original's photo, if it was looked up lately; otherwise `null`. */
	known(id: string): string | null;
	/**
	 * Finds the photo of an original, which is published first if it is new. Resolves to its id in the
	 * store. Rejects with a `WidthwiseError`: `not-found`, the code of what is wrong with the original,
	 * `busy` or `unavailable`; or with the reason of the waiter's signal. What has not begun is dropped when
	 * nobody waits for it.
	 */
	find(id: string, waiter: Waiter): Promise<string>;
	/** The same, but looks the original up in any case: for a photo that is not in the store any more. */
	findAgain(id: string, waiter: Waiter): Promise<string>;
	/**
	 * Refuses to look up and to publish from now on, with `unavailable`. Resolves when what is running has
	 * ended. Safe to repeat.
	 */
	close(): Promise<void>;
};

/** What is known of an original: its photo, or why there is none. */
type Found = { readonly photoId: string } | { readonly error: WidthwiseError };
type Known = Found & { readonly checkedAt: number };

/** Originals that are remembered, a few hundred bytes each. */
const MAX_KNOWN = 10_000;

/** Lookups at the same time; what one is expected to take, and how long the line may be, in seconds. */
const LOOKUPS = 16;
const LOOKUP_SECONDS = 0.5;
const MAX_WAIT_SECONDS = 6;

/** Seconds for which an error about an original is remembered, here and in other caches. */
export const ERROR_SECONDS = 10;

/**
 * Makes the photos of a source: looks originals up, remembers them, and has new ones published, older
 * versions removed, and photos renewed that an older version of publishing made.
 *
 * @param options.revalidateMs milliseconds after which an original is looked up again
 * @param options.onRemoved called with the id of a photo that was removed from the store, or renewed
 * @param options.onError called with errors for which no request is refused
 * @param options.now a clock, in milliseconds
 *
 * @example
 * const photos = createSourcePhotos({ source, publisher, revalidateMs: 60_000, onRemoved, onError });
 * await photos.find("trips/a.jpg", { signal: request.signal }); // the photo's id in the store
 */
export function createSourcePhotos(options: {
	readonly source: Source;
	readonly publisher: OriginalPublisher;
	readonly revalidateMs: number;
	readonly onRemoved: (photoId: string) => void;
	readonly onError: (error: unknown) => void;
	readonly now?: (() => number) | undefined;
}): SourcePhotos {
	const { source, publisher, onRemoved, onError, now = Date.now } = options;
	const known = createRecentlyUsed<Known>({ maxSize: MAX_KNOWN });
	const flights = createSingleFlight<Known>();
	const lookups = createAdmission({ concurrency: LOOKUPS, maxWaitSeconds: MAX_WAIT_SECONDS });
	const pending = createPending();

	async function lookUp(id: string, waiter: Waiter): Promise<Known> {
		const before = known.get(id);
		try {
			const find = () => inTime((signal) => source.find(id, signal));
			const original = await lookups.run(find, { seconds: LOOKUP_SECONDS, waiter });
			const found = original ? await publishOriginal(id, original, waiter) : missing();
			if (before && !original) removeOthers(id, null);
			return remember(id, found);
		} catch (error) {
			// What was published can be delivered while its source is away.
			if (!before || "error" in before || waiter.signal?.aborted) throw error;
			onError(error);
			return remember(id, before);
		}
	}

	async function publishOriginal(
		id: string,
		original: SourceImage,
		waiter: Waiter,
	): Promise<Found> {
		const photoId = await sourcePhotoId(id, original.version);
		try {
			const state = await publisher.publish(photoId, original, waiter);
			if (state === "published") removeOthers(id, photoId);
			if (state === "older") renew(photoId, original);
			return { photoId };
		} catch (error) {
			if (!isFinal(error)) throw error;
			removeOthers(id, null);
			return { error };
		}
	}

	/** In the background: what is public stays until it is replaced. */
	function renew(photoId: string, original: SourceImage): void {
		const renewing = pending.add(publisher.renew(photoId, original));
		renewing.then((isChanged) => {
			if (isChanged) onRemoved(photoId);
		}, onError);
	}

	function removeOthers(id: string, photoId: string | null): void {
		const removing = pending.add(publisher.removeOthers(id, photoId));
		removing.then((removed) => removed.forEach(onRemoved), onError);
	}

	function remember(id: string, found: Found): Known {
		const entry = { ...found, checkedAt: now() };
		known.set(id, entry);
		return entry;
	}

	function isFresh(entry: Known): boolean {
		const lifetimeMs = "error" in entry ? ERROR_SECONDS * 1000 : options.revalidateMs;
		return now() - entry.checkedAt < lifetimeMs;
	}

	async function share(id: string, waiter: Waiter): Promise<string> {
		const look = (waiters: Waiter) => pending.add(lookUp(id, waiters));
		return resultOf(await flights.run(id, look, waiter));
	}

	return {
		known(id) {
			const entry = known.get(id);
			return entry && isFresh(entry) && !("error" in entry) ? entry.photoId : null;
		},
		async find(id, waiter) {
			const entry = known.get(id);
			return entry && isFresh(entry) ? resultOf(entry) : share(id, waiter);
		},
		findAgain(id, waiter) {
			known.delete(id);
			return share(id, waiter);
		},
		close() {
			lookups.close();
			publisher.close();
			return pending.settled();
		},
	};
}

async function resultOf(found: Found): Promise<string> {
	if ("error" in found) throw found.error;
	return found.photoId;
}

function missing(): Found {
	return { error: new WidthwiseError("not-found", "There is no such image") };
}
