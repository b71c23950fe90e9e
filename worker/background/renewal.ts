import { type PhotoMetadata, type Store, unpublish, WidthwiseError } from "widthwise";
import type { Inspector } from "widthwise/inspection";
import { foundClean, isTimeout } from "widthwise/internal";
import { isFinal, PUBLISHING_VERSION } from "widthwise/photo";
import { masterKey } from "widthwise/url";
import type { Catalogue, Photo } from "../catalogue/catalogue.ts";
import type { Renewals } from "../catalogue/renewals.ts";
import type { PhotoLock } from "../database/photo-lock.ts";
import type { Cdn } from "../deletion/cdn.ts";
import { isOutage } from "../outages/connection-errors.ts";
import type { Publisher } from "../publishing/publisher.ts";
import { FAILED_REPEATEDLY, type FailureReason } from "../queue/permanent-error.ts";
import type { BackgroundTask } from "./lane.ts";
import type { NewUrls } from "./new-urls.ts";

/** Attempts on one photo, but for outages: it may be crashing the process. */
const MAX_ATTEMPTS = 10;

/** The message to the owner if the original is not in the media store. */
const NO_ORIGINAL = "The photo could not be published again, because its original is missing";

/**
 * Creates the task that publishes photos again from their originals if an older version of publishing
 * made what is public. Visitors see the older files until the new ones are stored. If a photo cannot be
 * published any more, the older files stay, and the reason is recorded; unless today's check finds
 * private data in them: then the photo is unpublished.
 *
 * @param options.newUrls gives renewed photos their new URLs
 * @param options.lock held while a photo is renewed; does nothing if another program publishes it, so
 *   that the photo can be deleted meanwhile
 * @param options.keepCopyright whether masters keep the copyright notice and the artist's name
 *
 * @example
 * const renewal = createRenewal({ ...parts, renewals, publisher, newUrls, keepCopyright: false });
 * await renewal.run(photoId, pause);
 */
export function createRenewal(options: {
	readonly catalogue: Pick<Catalogue, "find" | "saveMetadata">;
	readonly renewals: Renewals;
	readonly publicStore: Store;
	readonly inspector: Pick<Inspector, "verify">;
	readonly publisher: Publisher;
	readonly newUrls: NewUrls;
	readonly lock: PhotoLock;
	readonly cdn: Pick<Cdn, "invalidate"> | null;
	readonly keepCopyright: boolean;
}): BackgroundTask {
	const { catalogue, renewals, publicStore, inspector, publisher, cdn } = options;

	async function renew(photoId: string): Promise<void> {
		const attempts = await renewals.begin(photoId);
		// Deleted, or renewed by another process.
		if (attempts === null) return;
		if (attempts > MAX_ATTEMPTS) {
			return fail(photoId, { code: "internal", message: FAILED_REPEATEDLY });
		}
		try {
			if (!(await publishOriginal(photoId))) {
				await fail(photoId, { code: "not-found", message: NO_ORIGINAL });
			}
		} catch (error) {
			if (isOutage(error)) await renewals.forgive(photoId);
			// On a busy machine, a second attempt may be in time.
			const isFirstTimeout = isTimeout(error) && attempts === 1;
			if (!isFinal(error) || isFirstTimeout) throw error;
			await fail(photoId, error);
		}
	}

	/** Resolves to `false` if there is no original. */
	async function publishOriginal(photoId: string): Promise<boolean> {
		const read: PhotoMetadata[] = [];
		const published = await publisher(photoId, async (metadata) => read.push(metadata));
		if (!published) return false;
		if (published.version < PUBLISHING_VERSION) throw oldFunction();
		for (const metadata of read) await catalogue.saveMetadata(photoId, metadata);
		// The photo was deleted meanwhile.
		if (!(await renewals.markRenewed(photoId, published))) await unpublish(publicStore, photoId);
		return true;
	}

	async function fail(photoId: string, { code, message }: FailureReason): Promise<void> {
		const photo = await catalogue.find(photoId);
		if (!photo) return;
		if (await isClean(photo)) return renewals.fail(photoId, code, message);
		await unpublish(publicStore, photoId);
		if (cdn && !(await cdn.invalidate(photoId))) throw busyCdn();
		await renewals.withdraw(photoId, code, message);
	}

	/** Whether today's check finds nothing private in the master; the rest has pixels that we encoded. */
	async function isClean({ id, metadata }: Photo): Promise<boolean> {
		const master = await publicStore.get(masterKey(id));
		if (!master) return false;
		const bytes = await master.bytes();
		const { artist = null, copyright = null } = metadata;
		const credits = options.keepCopyright ? [null, { artist, copyright }] : [null];
		return foundClean(async () => {
			for (const credit of credits) {
				const left = await inspector.verify(bytes, { orientation: "drop", credit });
				if (left.length === 0) return true;
			}
			return false;
		});
	}

	return {
		async due(limit) {
			const outdated = await renewals.outdated(limit);
			return outdated.length > 0 ? outdated : renewals.withOldUrls(limit);
		},
		async run(photoId, pause) {
			const photo = await catalogue.find(photoId);
			const isOutdated =
				photo?.status === "published" &&
				photo.version < PUBLISHING_VERSION &&
				photo.errorCode === null;
			if (isOutdated) {
				await pause();
				await options.lock(photoId, () => renew(photoId));
			}
			await options.newUrls();
			return isOutdated;
		},
	};
}

function oldFunction(): WidthwiseError {
	return new WidthwiseError(
		"misconfigured",
		"The function that publishes photos is of an older version: deploy the one of this version",
	);
}

function busyCdn(): WidthwiseError {
	return new WidthwiseError("busy", "The CDN has too many invalidations in progress");
}
