import pLimit from "p-limit";
import type { EncodedImage, Engine } from "./image/engine.ts";
import { type MasterFacts, masterKey, mezzanineKey, readMasterFacts } from "./master.ts";
import { cutSize } from "./sizes.ts";
import type { Store } from "./store/store.ts";
import { type Cut, type ImageFormat, type Variant, variantKey } from "./url/variant.ts";

/** Encoder qualities of variants, each on its encoder's own scale. */
export const VARIANT_QUALITY: Readonly<Record<ImageFormat, number>> = {
	webp: 78,
	jpeg: 80,
	avif: 50,
};

/** The media types of our formats. */
export const CONTENT_TYPE: Readonly<Record<ImageFormat, string>> = {
	webp: "image/webp",
	jpeg: "image/jpeg",
	avif: "image/avif",
};

/** Which engine cuts from what. */
export type Engines = {
	/** Cuts from what we encoded ourselves, where it can: the fast one. */
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
	 * Settles when the public store holds it: at once unless it is new. Who answers a visitor need not
	 * wait; who sends visitors to the store must. Rejects with the store's failure.
	 */
	readonly stored: Promise<void>;
};

/** Finds or makes images. */
export type Variants = {
	/** The image for a variant; `null` if there is no such photo. */
	ensure(variant: Variant): Promise<ReadyImage | null>;
};

/**
 * Makes sure that variants exist: looks one up in the public store, else cuts it from the smallest
 * sufficient source and stores it. However many ask for the same one at the same moment, it is cut
 * once in this process, and stored once by however many processes.
 *
 * @param options.concurrency cuts at the same time, so that a burst of misses cannot fill the memory
 *
 * @example
 * const variants = createVariants({ store, engines, concurrency: 4 });
 * const image = await variants.ensure({ photoId, cut: { bucket: 416, format: "webp" } });
 */
export function createVariants(options: {
	readonly store: Store;
	readonly engines: Engines;
	readonly concurrency: number;
}): Variants {
	const { store } = options;
	const limit = pLimit(options.concurrency);
	const underWay = new Map<string, Promise<ReadyImage | null>>();

	async function find(key: string): Promise<ReadyImage | null> {
		const object = await store.get(key);
		if (!object) return null;
		const stored = Promise.resolve();
		return { bytes: await object.bytes(), contentType: object.contentType, isNew: false, stored };
	}

	async function findOrCut(variant: Variant): Promise<ReadyImage | null> {
		const key = variantKey(variant);
		const { photoId, cut } = variant;
		const found = await find(key);
		if (found || !cut) return found;
		return limit(() => cutAndStore(photoId, cut, key));
	}

	async function cutAndStore(photoId: string, cut: Cut, key: string): Promise<ReadyImage | null> {
		const info = await store.head(masterKey(photoId));
		if (!info) return null;
		const image = await cutFrom(photoId, readMasterFacts(info), cut);
		if (!image) return null;
		// Deleted while we cut: nobody may see it any more.
		if (!(await store.head(masterKey(photoId)))) return null;
		const contentType = CONTENT_TYPE[cut.format];
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
	): Promise<void> {
		await store.put(key, bytes, { contentType, ifAbsent: true });
		// The photo may have been deleted meanwhile: its master goes first, so if that is still there,
		// whoever deletes will find this variant too.
		if (!(await store.head(masterKey(photoId)))) await store.delete(key);
	}

	async function cutFrom(
		photoId: string,
		master: MasterFacts,
		{ bucket, format }: Cut,
	): Promise<EncodedImage | null> {
		const size = cutSize(master, bucket);
		const mezzanine = smallestSufficient(master.mezzanines, size.width);
		const source = await store.get(
			mezzanine === null ? masterKey(photoId) : mezzanineKey(photoId, mezzanine),
		);
		if (!source) return null;
		const isOurs = mezzanine !== null || master.encodedByUs;
		const canOwn = isOurs && options.engines.own.encodes.includes(format);
		const engine = canOwn ? options.engines.own : options.engines.any;
		const bytes = await source.bytes();
		const [image] = await engine.render(bytes, [
			{ ...size, format, quality: VARIANT_QUALITY[format] },
		]);
		return image ?? null;
	}

	/** Until it is stored, who asks again shares what was cut. */
	async function forgetWhenStored(key: string, pending: Promise<ReadyImage | null>): Promise<void> {
		try {
			await (await pending)?.stored;
		} catch {
			// Told to those who asked.
		} finally {
			underWay.delete(key);
		}
	}

	return {
		ensure(variant) {
			const key = variantKey(variant);
			const shared = underWay.get(key);
			if (shared) return shared;
			const pending = findOrCut(variant);
			underWay.set(key, pending);
			void forgetWhenStored(key, pending);
			return pending;
		},
	};
}

function smallestSufficient(widths: readonly number[], needed: number): number | null {
	const sufficient = widths.filter((width) => width >= needed);
	return sufficient.length > 0 ? Math.min(...sufficient) : null;
}
