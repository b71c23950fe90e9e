import { createAdmission } from "../async/admission.ts";
import { createPending } from "../async/pending.ts";
import { createSingleFlight } from "../async/single-flight.ts";
import type { EncodedImage, Engine, Output } from "../engines/engine.ts";
import { probeOrUnreadable } from "../engines/probe-source.ts";
import { outputFormat } from "../formats/tables/output.ts";
import { type MasterInfo, readMasterInfo } from "../photo/master-info.ts";
import { cutSize } from "../photo/sizes.ts";
import type { Store } from "../store/store.ts";
import type { ImageFormat } from "../url/format.ts";
import { masterKey, mezzanineKey, photoPrefix, variantKey } from "../url/keys.ts";
import type { Cut, Variant } from "../url/variant.ts";
import { checkQualities, type Qualities } from "./check-options.ts";

/** The engines that cut variants. */
export type Engines = {
	/**
	 * The fast engine. It cuts only from pictures that we encoded, and makes no JPEGs of transparent
	 * pictures.
	 */
	readonly own: Engine;
	/** The engine for everything else. Only this one decodes untrusted bytes, inside WebAssembly. */
	readonly any: Engine;
};

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
	/** Resolves to the image of a variant; to `null` if there is no such photo. */
	ensure(variant: Variant): Promise<ReadyImage | null>;
	/** Stops sharing the running cuts of a photo. Call it after the photo is deleted or replaced. */
	forget(photoId: string): void;
	/**
	 * Refuses to cut from now on, with `unavailable`. Resolves when all running cuts have ended and what
	 * they made is stored. Safe to repeat. Engines and store stay open.
	 */
	close(): Promise<void>;
};

/** A variant to cut, its source and the engine. */
type CutJob = {
	readonly photoId: string;
	readonly sourceKey: string;
	readonly isOwn: boolean;
	readonly engine: Engine;
	readonly output: Output;
	readonly cut: Cut;
	/** The version that made the master. */
	readonly version: number;
};

/** The cost of all queued cuts of one engine. Visitors do not wait for a longer queue. */
const MAX_WAITING = 200;

/** The cost of a megapixel in each format, roughly as measured in WebAssembly. */
const COST: Readonly<Record<ImageFormat, number>> = { jpeg: 1, webp: 2, avif: 10 };

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
	const { store, quality = {} } = options;
	checkQualities(quality);
	const own = createAdmission({ concurrency: options.concurrency, maxWaiting: MAX_WAITING });
	// Slow, with a high use of memory. In a queue of its own it does not hold up fast cuts.
	const any = createAdmission({ concurrency: 1, maxWaiting: MAX_WAITING });
	// Until a variant is stored, later callers share the one that was cut.
	const flights = createSingleFlight<ReadyImage | null>((image) => image?.stored);
	const pending = createPending();

	async function find(photoId: string, key: string): Promise<ReadyImage | null> {
		const object = await store.get(key);
		if (!object) return null;
		const bytes = await object.bytes();
		// A variant that was stored during a deletion may outlive the master for a moment.
		if (!(await store.head(masterKey(photoId)))) return null;
		const stored = Promise.resolve(true);
		return { bytes, contentType: object.contentType, isNew: false, stored };
	}

	async function findOrCut(variant: Variant): Promise<ReadyImage | null> {
		const key = variantKey(variant);
		const { photoId, cut } = variant;
		const found = await find(photoId, key);
		if (found || !cut) return found;
		const info = await store.head(masterKey(photoId));
		if (!info) return null;
		return cutAndStore(planCut(photoId, readMasterInfo(info), cut), key);
	}

	async function cutAndStore(job: CutJob, key: string): Promise<ReadyImage | null> {
		const admission = job.isOwn ? own : any;
		const image = await admission.run(() => cutFrom(job), costOf(job.output));
		if (image === "needs-any") {
			return cutAndStore({ ...job, isOwn: false, engine: options.engines.any }, key);
		}
		if (!image) return null;
		const { photoId, output } = job;
		const master = await store.head(masterKey(photoId));
		// The photo was deleted in the meantime: the variant must not be shown.
		if (!master) return null;
		const info = readMasterInfo(master);
		// The photo was published again in the meantime, by another version.
		if (info.version !== job.version) return cutAndStore(planCut(photoId, info, job.cut), key);
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
		await store.put(key, bytes, { contentType, ifAbsent: true });
		// The photo may have been deleted, or published again, in the meantime. Its master is deleted or
		// replaced first: if that is the same, what comes after will find this variant too.
		const master = await store.head(masterKey(photoId));
		if (master && readMasterInfo(master).version === version) return true;
		await store.delete(key);
		return false;
	}

	function planCut(photoId: string, master: MasterInfo, cut: Cut): CutJob {
		const { bucket, format } = cut;
		const size = cutSize(master, bucket);
		const mezzanine = smallestSufficient(master.mezzanines, size.width);
		const isOurs = mezzanine !== null || master.encodedByUs;
		const { engines } = options;
		const isOwn = isOurs && engines.own.encodes.includes(format);
		return {
			photoId,
			cut,
			version: master.version,
			sourceKey: mezzanine === null ? masterKey(photoId) : mezzanineKey(photoId, mezzanine),
			isOwn,
			engine: isOwn ? engines.own : engines.any,
			output: { ...size, format, quality: quality[format] ?? outputFormat(format).quality },
		};
	}

	async function cutFrom(job: CutJob): Promise<EncodedImage | "needs-any" | null> {
		const source = await store.get(job.sourceKey);
		// If the mezzanine is missing, cut from the master.
		const master = source ? null : await store.get(masterKey(job.photoId));
		const engine = source ? job.engine : options.engines.any;
		const bytes = await (source ?? master)?.bytes();
		if (!bytes) return null;
		// The fast engine would flatten alpha in this thread and block all other requests.
		const isFastJpeg = engine !== options.engines.any && job.output.format === "jpeg";
		if (isFastJpeg && (await probeOrUnreadable(bytes)).hasAlpha) return "needs-any";
		const [image] = await engine.render(bytes, [job.output]);
		return image ?? null;
	}

	return {
		ensure: (variant) => flights.run(variantKey(variant), () => pending.add(findOrCut(variant))),
		forget: (photoId) => flights.forget(photoPrefix(photoId)),
		close() {
			own.close();
			any.close();
			return pending.settled();
		},
	};
}

function smallestSufficient(widths: readonly number[], needed: number): number | null {
	const sufficient = widths.filter((width) => width >= needed);
	return sufficient.length > 0 ? Math.min(...sufficient) : null;
}

/** At least 1, for the work that does not depend on the size. */
function costOf({ width, height, format }: Output): number {
	return Math.max(1, ((width * height) / 1e6) * COST[format]);
}
