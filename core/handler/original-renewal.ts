import { createAdmission } from "../async/admission.ts";
import { createRecentlyUsed } from "../cache/recently-used.ts";
import { WidthwiseError } from "../errors.ts";
import { foundClean } from "../photo/found-clean.ts";
import type { Inspector } from "../photo/inspection/inspector.ts";
import { isTimeout } from "../photo/is-timeout.ts";
import { unpublish } from "../photo/unpublish.ts";
import { isFinal } from "../photo/verdict.ts";
import type { SourceImage } from "../source/source.ts";
import type { Store } from "../store/store.ts";
import { masterKey } from "../url/keys.ts";

/** Publishes photos again that an older version of publishing made. */
export type OriginalRenewal = {
	/**
	 * Renews a photo, one at a time. Resolves to `true` if its public files have changed, to `false` if
	 * there was nothing to do now. Rejects if it cannot be renewed.
	 */
	renew(photoId: string, original: SourceImage): Promise<boolean>;
	/** Begins no other renewal from now on. */
	close(): void;
};

/** What one is expected to take, and how long the line may be, in seconds: later lookups ask again. */
const RENEW_SECONDS = 1.5;
const MAX_WAIT_SECONDS = 60;

/** Photos that cannot be renewed and are remembered. */
const MAX_FAILED = 10_000;

/**
 * Makes the renewal for a source. Visitors get the older files until the new ones are stored. If an
 * original cannot be published any more, the older files stay; unless today's check finds private data in
 * the master: then the photo is unpublished.
 *
 * @param options.publish publishes an original
 * @param options.keepsCredit whether masters keep the artist and the copyright
 *
 * @example
 * const renewal = createOriginalRenewal({ store, inspector, publish, keepsCredit: false });
 * await renewal.renew(photoId, original);
 */
export function createOriginalRenewal(options: {
	readonly store: Store;
	readonly inspector: Inspector;
	readonly publish: (photoId: string, original: SourceImage) => Promise<void>;
	readonly keepsCredit: boolean;
}): OriginalRenewal {
	const { store, inspector, publish, keepsCredit } = options;
	const line = createAdmission({ concurrency: 1, maxWaitSeconds: MAX_WAIT_SECONDS });
	const running = new Set<string>();
	const failed = createRecentlyUsed<true>({ maxSize: MAX_FAILED });

	async function publishAgain(photoId: string, original: SourceImage): Promise<boolean> {
		try {
			await publish(photoId, original);
			return true;
		} catch (error) {
			if (!isFinal(error) || isTimeout(error)) throw error;
			const master = await store.get(masterKey(photoId));
			if (master && !(await isClean(await master.bytes()))) {
				await unpublish(store, photoId);
				return true;
			}
			failed.set(photoId, true);
			throw error;
		}
	}

	const isClean = (master: Uint8Array): Promise<boolean> =>
		foundClean(async () => {
			const credit = keepsCredit ? await inspector.readMetadata(master) : null;
			return (await inspector.verify(master, { orientation: "drop", credit })).length === 0;
		});

	return {
		async renew(photoId, original) {
			if (running.has(photoId) || failed.get(photoId)) return false;
			running.add(photoId);
			try {
				return await line.run(() => publishAgain(photoId, original), { seconds: RENEW_SECONDS });
			} catch (error) {
				if (isLater(error)) return false;
				throw error;
			} finally {
				running.delete(photoId);
			}
		},
		close: line.close,
	};
}

/** The line is full or closed. */
function isLater(error: unknown): boolean {
	return error instanceof WidthwiseError && (error.code === "busy" || error.code === "unavailable");
}
