import { createAdmission } from "../async/admission.ts";
import type { Waiter } from "../async/waiters.ts";
import type { Engine } from "../engines/engine.ts";
import { createInspector } from "../photo/inspection/create-inspector.ts";
import type { Inspector } from "../photo/inspection/inspector.ts";
import { PUBLISHING_VERSION, readMasterInfo } from "../photo/master-info.ts";
import { publish } from "../photo/publish.ts";
import { unpublish } from "../photo/unpublish.ts";
import type { SourceImage } from "../source/source.ts";
import type { Store } from "../store/store.ts";
import { masterKey, PHOTOS_PREFIX } from "../url/keys.ts";
import { createOriginalRenewal, type OriginalRenewal } from "./original-renewal.ts";
import { sourcePhotoPrefix } from "./source-photo-id.ts";
import { inTime } from "./source-time.ts";

/** Publishes originals from a source. */
export type OriginalPublisher = {
	/**
	 * Publishes a version of an original, unless nobody waits for it any more when it is its turn.
	 * Resolves to `current` or `older` if it is published already, by this version of publishing or by an
	 * older one.
	 */
	publish(
		photoId: string,
		original: SourceImage,
		waiter: Waiter,
	): Promise<"published" | "current" | "older">;
	/** Publishes a photo again; see {@link OriginalRenewal}. */
	readonly renew: OriginalRenewal["renew"];
	/** Removes all versions of an original but one. Resolves with the ids of the removed photos. */
	removeOthers(id: string, photoId: string | null): Promise<readonly string[]>;
	/** Refuses to publish from now on, with `unavailable`. What is being published goes on. */
	close(): void;
};

/** Originals that are published at the same time, each with its bytes in memory. */
const CONCURRENCY = 2;

/** What one is expected to take before its header is read, and how long the line may be, in seconds. */
const PUBLISH_SECONDS = 1.5;
const MAX_WAIT_SECONDS = 15;

/**
 * Makes the publisher for a source: few originals at a time, because strangers cause the work.
 *
 * @param options.engine decodes the originals
 * @param options.maxBytes bytes of the largest original
 * @param options.maxPixels pixels of the largest original
 * @param options.inspector parses the originals; default: on the calling thread
 * @param options.keepsCredit whether masters keep the artist and the copyright
 *
 * @example
 * const publisher = createOriginalPublisher({
 *   store, engine, maxBytes: 64e6, maxPixels: 150e6, keepsCredit: false,
 * });
 */
export function createOriginalPublisher(options: {
	readonly store: Store;
	readonly engine: Engine;
	readonly maxBytes: number;
	readonly maxPixels: number;
	readonly keepsCredit: boolean;
	readonly inspector?: Inspector | undefined;
}): OriginalPublisher {
	const { store, engine, maxBytes, maxPixels, keepsCredit } = options;
	const { inspector = createInspector() } = options;
	const admission = createAdmission({
		concurrency: CONCURRENCY,
		maxWaitSeconds: MAX_WAIT_SECONDS,
	});

	async function publishNow(photoId: string, original: SourceImage): Promise<void> {
		const bytes = await inTime((signal) => original.read(maxBytes, signal));
		const credit = keepsCredit ? await inspector.readMetadata(bytes) : null;
		await publish(photoId, bytes, { store, engine, inspector, maxPixels, credit });
	}

	const renewal = createOriginalRenewal({ store, inspector, publish: publishNow, keepsCredit });
	return {
		async publish(photoId, original, waiter) {
			const master = await store.head(masterKey(photoId));
			if (master) {
				return readMasterInfo(master).version < PUBLISHING_VERSION ? "older" : "current";
			}
			const work = () => publishNow(photoId, original);
			await admission.run(work, { seconds: PUBLISH_SECONDS, waiter });
			return "published";
		},
		renew: renewal.renew,
		async removeOthers(id, photoId) {
			const start = PHOTOS_PREFIX + (await sourcePhotoPrefix(id));
			const found = new Set<string>();
			for await (const key of store.list(start)) {
				found.add(key.slice(PHOTOS_PREFIX.length, key.indexOf("/", PHOTOS_PREFIX.length)));
			}
			if (photoId !== null) found.delete(photoId);
			for (const other of found) await unpublish(store, other);
			return [...found];
		},
		close() {
			admission.close();
			renewal.close();
		},
	};
}
