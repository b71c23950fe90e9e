import { createPending } from "../async/pending.ts";
import { createSingleFlight } from "../async/single-flight.ts";
import type { Waiter } from "../async/waiters.ts";
import type { EncodedImage } from "../engines/engine.ts";
import { probeOrUnreadable } from "../engines/probe-source.ts";
import { outputFormat } from "../formats/tables/output.ts";
import { readMasterInfo } from "../photo/master-info.ts";
import type { Store } from "../store/store.ts";
import { masterKey, photoPrefix, variantKey } from "../url/keys.ts";
import type { Variant } from "../url/variant.ts";
import { checkQualities, type Qualities } from "./check-options.ts";
import type { Engines } from "./cut-engines.ts";
import { type CutLanes, createCutLanes } from "./cut-lanes.ts";
import { type CutJob, planCut } from "./plan-cut.ts";

/** An image ready to be sent. */
export type ReadyImage = {
	readonly bytes: Uint8Array<ArrayBuffer>;
	readonly contentType: string;
	/** Whether it had to be cut for this request. */
	readonly isNew: boolean;
	/**
	 * Resolves when the public store holds the image: immediately unless it is new. Resolves to
	 * `false` if the photo was deleted or replaced in the meantime. Rejects if the store fails. Callers that send
	 * the bytes need not wait for it; callers that redirect to the store must.
	 */
	readonly stored: Promise<boolean>;
};

/** Finds images in the public store, or cuts them. */
export type Variants = {
	/**
	 * Resolves to the image of a variant; to `null` if there is no such photo. Rejects with `busy` if too
	 * many cuts are waiting; with the reason of the waiter's signal if that is aborted. A cut that has not
	 * begun is dropped when nobody waits for it.
	 */
	ensure(variant: Variant, waiter?: Waiter): Promise<ReadyImage | null>;
	/**
	 * Cuts and stores a variant unless the public store has it, without reading it; resolves to whether
	 * the store has it now. For callers that send visitors to the store.
	 *
	 * @param onMissing called before a cut
	 */
	ensureStored(variant: Variant, onMissing?: () => void): Promise<boolean>;
	/**
	 * As `ensure`, but resolves when the public store has the image; to `null` also if the photo was
	 * deleted in the meantime. For callers that are suspended when they have answered.
	 *
	 * @param onMissing called before a cut
	 */
	ensureStoredImage(variant: Variant, onMissing?: () => void): Promise<ReadyImage | null>;
	/** Returns the lines in which cuts wait. */
	lanes(): ReturnType<CutLanes["state"]>;
	/** Stops sharing the running cuts of a photo. Call it after the photo is deleted or replaced. */
	forget(photoId: string): void;
	/**
	 * Refuses to cut from now on, with `unavailable`. Resolves when all running cuts have ended and what
	 * they made is stored. Safe to repeat. Engines and store stay open.
	 */
	close(): Promise<void>;
};

/**
 * Creates the part that finds variants in the public store, or cuts them from the smallest
 * sufficient source and stores them. Concurrent requests for a variant share one cut in this
 * process. If several processes cut the same variant, it is stored once.
 *
 * @param options.concurrency how many cuts the fast engine runs at once; a limit, because a burst
 *   of misses could exhaust the memory
 * @param options.quality the quality in each format, 1 to 100; stored variants are not cut again
 *
 * @throws {WidthwiseError} `misconfigured` if a quality is not valid
 *
 * @example
 * const variants = createVariants({ store, engines, concurrency: 4 });
 * const image = await variants.ensure({ photoId, cut: { bucket: 416, format: "webp" } });
 */
export function createVariants(options: {
	readonly store: Store;
	readonly engines: Engines;
	readonly concurrency: number;
	readonly quality?: Qualities | undefined;
}): Variants {
	const { store, engines, quality = {} } = options;
	const plans = { engines, quality };
	checkQualities(quality);
	const lanes = createCutLanes({ concurrency: options.concurrency });
	// Until a variant is stored, later callers share the one that was cut.
	const flights = createSingleFlight<ReadyImage | null>((image) => image?.stored);
	const pending = createPending();

	async function read(key: string): Promise<ReadyImage | null> {
		const object = await store.get(key);
		if (!object) return null;
		const bytes = await object.bytes();
		const stored = Promise.resolve(true);
		return { bytes, contentType: object.contentType, isNew: false, stored };
	}

	async function findOrCut(variant: Variant, waiter: Waiter): Promise<ReadyImage | null> {
		const key = variantKey(variant);
		const { photoId, cut } = variant;
		const found = await read(key);
		if (!found && !cut) return null;
		// After reading: a photo that is deleted meanwhile must not get into the caller's memory.
		const master = await store.head(masterKey(photoId));
		if (!master || found || !cut) return master && found;
		return cutAndStore(planCut(photoId, master, cut, plans), key, waiter);
	}

	/**
	 * Asks for the master first: a photo that does not exist costs one request. Resolves to what `find`
	 * finds under the variant's key, or to the image that was cut and is stored now; to `"not-kept"` if
	 * the photo was deleted or replaced during the cut.
	 */
	async function tryToStore<Found>(
		variant: Variant,
		find: (key: string) => Promise<Found | null>,
		onMissing?: () => void,
	): Promise<Found | ReadyImage | null | "not-kept"> {
		const { photoId, cut } = variant;
		const key = variantKey(variant);
		if (!cut) return find(key);
		const master = await store.head(masterKey(photoId));
		if (!master) return null;
		const found = await find(key);
		if (found) return found;
		onMissing?.();
		const image = await cutOnce(planCut(photoId, master, cut, plans), key);
		return image === null || (await image.stored) ? image : "not-kept";
	}

	/** Tries again, once, if the photo was replaced during the cut. */
	async function keepStored<Found>(
		variant: Variant,
		find: (key: string) => Promise<Found | null>,
		onMissing?: () => void,
	): Promise<Found | ReadyImage | null> {
		const first = await tryToStore(variant, find, onMissing);
		const last = first === "not-kept" ? await tryToStore(variant, find) : first;
		return last === "not-kept" ? null : last;
	}

	function cutOnce(job: CutJob, key: string): Promise<ReadyImage | null> {
		return flights.run(key, (waiter) => pending.add(cutAndStore(job, key, waiter)));
	}

	async function cutAndStore(job: CutJob, key: string, waiter: Waiter): Promise<ReadyImage | null> {
		const { seconds } = job;
		const image = await lanes.run(job.lane, () => cutFrom(job), { seconds, waiter });
		if (!image) return null;
		const { photoId, output } = job;
		const master = await store.head(masterKey(photoId));
		// The photo was deleted in the meantime: the variant must not be shown.
		if (!master) return null;
		// The fast engine cannot make it, or the photo was published again in the meantime.
		const needsAny = image === "needs-any";
		if (needsAny || readMasterInfo(master).version !== job.version) {
			const again = planCut(photoId, master, job.cut, { ...plans, needsAny });
			return cutAndStore(again, key, waiter);
		}
		const contentType = outputFormat(output.format).contentType;
		const stored = pending.add(storeVariant(job, key, image.bytes, contentType));
		// If no caller awaits it, a rejection must not end the process.
		stored.catch(() => {});
		return { bytes: image.bytes, contentType, isNew: true, stored };
	}

	async function storeVariant(
		{ photoId, version }: CutJob,
		key: string,
		bytes: Uint8Array,
		contentType: string,
	): Promise<boolean> {
		const beside = masterKey(photoId);
		await store.put(key, bytes, { contentType, ifAbsent: true, beside });
		// The photo may have been deleted, or published again, in the meantime. Its master is deleted or
		// replaced first: if that is the same, what comes after will find this variant too.
		const master = await store.head(beside);
		if (master && readMasterInfo(master).version === version) return true;
		await store.delete(key);
		return false;
	}

	async function cutFrom(job: CutJob): Promise<EncodedImage | "needs-any" | null> {
		const source = await store.get(job.sourceKey);
		// If the mezzanine is missing, cut from the master.
		const master = source ? null : await store.get(masterKey(job.photoId));
		const engine = source ? job.engine : engines.any;
		const bytes = await (source ?? master)?.bytes();
		if (!bytes) return null;
		// The fast engine would flatten alpha in this thread and block all other requests.
		const isFastJpeg = engine !== engines.any && job.output.format === "jpeg";
		if (isFastJpeg && (await probeOrUnreadable(bytes)).hasAlpha) return "needs-any";
		// Without a signal: a cut that has begun is stored, for the next who asks. Ending it would cost its
		// thread, and no time would be saved, because WebAssembly cannot be interrupted.
		const [image] = await engine.render(bytes, [job.output]);
		return image ?? null;
	}

	return {
		ensure: (variant, waiter) =>
			flights.run(
				variantKey(variant),
				(waiters) => pending.add(findOrCut(variant, waiters)),
				waiter,
			),
		ensureStored: async (variant, onMissing) =>
			(await keepStored(variant, store.head, onMissing)) !== null,
		ensureStoredImage: (variant, onMissing) => keepStored(variant, read, onMissing),
		lanes: lanes.state,
		forget: (photoId) => flights.forget(photoPrefix(photoId)),
		close() {
			lanes.close();
			return pending.settled();
		},
	};
}
