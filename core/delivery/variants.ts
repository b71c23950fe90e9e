import pLimit from "p-limit";
import { createSingleFlight } from "../async/single-flight.ts";
import type { EncodedImage, Engine, Output } from "../engines/engine.ts";
import { probeOrUnreadable } from "../engines/probe-source.ts";
import { WidthwiseError } from "../errors.ts";
import { outputFormat } from "../formats/tables/output.ts";
import { type MasterInfo, readMasterInfo } from "../photo/master-info.ts";
import { cutSize } from "../photo/sizes.ts";
import type { Store } from "../store/store.ts";
import { masterKey, mezzanineKey, photoPrefix, variantKey } from "../url/keys.ts";
import type { Cut, Variant } from "../url/variant.ts";
import { checkQualities, type Qualities } from "./check-options.ts";

/** Which engine cuts from what. */
export type Engines = {
	/** Cuts from what we encoded ourselves, where it can: the fast one. Not JPEGs of what has alpha. */
	readonly own: Engine;
	/** Cuts from everything: untrusted bytes are decoded here only, inside WASM. */
	readonly any: Engine;
};

/** An image ready to be sent. */
export type ReadyImage = {
	readonly bytes: Uint8Array<ArrayBuffer>;
	readonly contentType: string;
	/** Whether it had to be cut for this request. */
	readonly isNew: boolean;
	/**
	 * Settles when the public store holds it, at once unless it is new; `false` if the photo was deleted
	 * meanwhile. Who answers a visitor need not wait; who sends visitors to the store must. Rejects
	 * with the store's failure.
	 */
	readonly stored: Promise<boolean>;
};

/** Finds or makes images. */
export type Variants = {
	/** The image for a variant; `null` if there is no such photo. */
	ensure(variant: Variant): Promise<ReadyImage | null>;
	/** Shares nothing of a photo any more, for when it was deleted. */
	forget(photoId: string): void;
};

/** What to cut, from what and with which engine. */
type CutJob = {
	readonly photoId: string;
	readonly sourceKey: string;
	readonly isOwn: boolean;
	readonly engine: Engine;
	readonly output: Output;
};

/** Cuts that may wait in a line; more than anybody's patience. */
const MAX_WAITING = 200;

/**
 * Makes sure that variants exist: looks one up in the public store, else cuts it from the smallest
 * sufficient source and stores it. However many ask for the same one at the same moment, it is cut
 * once in this process, and stored once by however many processes.
 *
 * @param options.concurrency cuts at the same time by the engine for our own, so that a burst of misses cannot fill the memory
 * @param options.quality the quality in each format, 1 to 100; variants that are stored keep theirs
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
	const own = pLimit(options.concurrency);
	// Slow and hungry: these wait in a line of their own, so that they hold nobody else up.
	const any = pLimit(1);
	// Until it is stored, callers that ask again share what was cut.
	const flights = createSingleFlight<ReadyImage | null>((image) => image?.stored);

	async function find(photoId: string, key: string): Promise<ReadyImage | null> {
		const object = await store.get(key);
		if (!object) return null;
		const bytes = await object.bytes();
		// A variant that is stored while its photo is deleted lives for a moment longer.
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
		const limit = job.isOwn ? own : any;
		if (limit.pendingCount >= MAX_WAITING) throw tooBusy();
		const image = await limit(() => cutFrom(job));
		if (image === "for any") {
			return cutAndStore({ ...job, isOwn: false, engine: options.engines.any }, key);
		}
		if (!image) return null;
		const { photoId, output } = job;
		// Deleted while we cut: nobody may see it any more.
		if (!(await store.head(masterKey(photoId)))) return null;
		const contentType = outputFormat(output.format).contentType;
		const stored = keep(photoId, key, image.bytes, contentType);
		// Whoever cares looks at it; a failure nobody waits for must not end the process.
		stored.catch(() => {});
		return { bytes: new Uint8Array(image.bytes), contentType, isNew: true, stored };
	}

	async function keep(
		photoId: string,
		key: string,
		bytes: Uint8Array,
		contentType: string,
	): Promise<boolean> {
		await store.put(key, bytes, { contentType, ifAbsent: true });
		// The photo may have been deleted meanwhile: its master goes first, so if that is still there,
		// whoever deletes will find this variant too.
		if (await store.head(masterKey(photoId))) return true;
		await store.delete(key);
		return false;
	}

	function planCut(photoId: string, master: MasterInfo, { bucket, format }: Cut): CutJob {
		const size = cutSize(master, bucket);
		const mezzanine = smallestSufficient(master.mezzanines, size.width);
		const isOurs = mezzanine !== null || master.encodedByUs;
		const { engines } = options;
		const isOwn = isOurs && engines.own.encodes.includes(format);
		return {
			photoId,
			sourceKey: mezzanine === null ? masterKey(photoId) : mezzanineKey(photoId, mezzanine),
			isOwn,
			engine: isOwn ? engines.own : engines.any,
			output: { ...size, format, quality: quality[format] ?? outputFormat(format).quality },
		};
	}

	async function cutFrom(job: CutJob): Promise<EncodedImage | "for any" | null> {
		const source = await store.get(job.sourceKey);
		// A mezzanine that was lost costs time, not the photo.
		const other = source ? null : await store.get(masterKey(job.photoId));
		const engine = source ? job.engine : options.engines.any;
		const bytes = await (source ?? other)?.bytes();
		if (!bytes) return null;
		// Our own engine would put it on white in this thread, with everybody waiting.
		const isFastJpeg = engine !== options.engines.any && job.output.format === "jpeg";
		if (isFastJpeg && (await probeOrUnreadable(bytes)).hasAlpha) return "for any";
		const [image] = await engine.render(bytes, [job.output]);
		return image ?? null;
	}

	return {
		ensure: (variant) => flights.run(variantKey(variant), () => findOrCut(variant)),
		forget: (photoId) => flights.forget(photoPrefix(photoId)),
	};
}

function tooBusy(): WidthwiseError {
	return new WidthwiseError("busy", "Too many images are being cut: try again in a moment");
}

function smallestSufficient(widths: readonly number[], needed: number): number | null {
	const sufficient = widths.filter((width) => width >= needed);
	return sufficient.length > 0 ? Math.min(...sufficient) : null;
}
