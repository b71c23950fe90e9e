import type { Store, WidthBuckets } from "widthwise";
import { bucketsUpTo, type Variants } from "widthwise/internal";
import { masterKey, photoPrefix, variantKey } from "widthwise/url";
import type { Catalogue, Photo, VariantSet } from "../catalogue/catalogue.ts";
import type { PhotoLock } from "../database/photo-lock.ts";
import { isOutage } from "../outages/connection-errors.ts";
import type { BackgroundTask, Pause } from "./lane.ts";

const FORMATS = { first: "webp", avif: "avif" } as const;

/**
 * Creates the task that cuts a photo at a list of buckets, up to its width, and records in the catalogue
 * that the set is complete. What is stored already is not cut again.
 *
 * @param options.set `first`: in WebP; `avif`: in AVIF
 * @param options.buckets pixels, ascending
 *
 * @example
 * const avifSet = createVariantSet({ set: "avif", catalogue, publicStore, variants, lock, buckets });
 * await avifSet.run(photoId, pause);
 */
export function createVariantSet(options: {
	readonly set: VariantSet;
	readonly catalogue: Pick<
		Catalogue,
		"find" | "withoutSet" | "beginSet" | "forgiveSet" | "markSet"
	>;
	readonly publicStore: Store;
	readonly variants: Pick<Variants, "ensure">;
	readonly lock: PhotoLock;
	readonly buckets: WidthBuckets;
}): BackgroundTask {
	const { set, catalogue, publicStore, variants, lock, buckets } = options;
	const variantOf = (photoId: string, bucket: number) =>
		({ photoId, cut: { bucket, format: FORMATS[set] } }) as const;
	const setOf = (photo: Photo) => (set === "avif" ? photo.avifBuckets : photo.firstBuckets);

	async function findWithoutSet(photoId: string): Promise<Photo | null> {
		const photo = await catalogue.find(photoId);
		const isDue = photo?.status === "published" && setOf(photo) !== buckets.join();
		return isDue ? photo : null;
	}

	/** The buckets without a stored variant; `null` if the photo is not in the store. */
	async function missing({ id, width }: Photo): Promise<WidthBuckets | null> {
		const keys = new Set(await Array.fromAsync(publicStore.list(photoPrefix(id))));
		if (!keys.has(masterKey(id))) return null;
		return bucketsUpTo(width, buckets).filter(
			(bucket) => !keys.has(variantKey(variantOf(id, bucket))),
		);
	}

	/** Resolves to `false` if the photo is deleted: then nothing of it is stored. */
	async function cut(photoId: string, bucket: number): Promise<boolean> {
		const image = await variants.ensure(variantOf(photoId, bucket));
		return (await image?.stored) ?? false;
	}

	/** Resolves to `false` if the photo is deleted, or if there is to be no further attempt. */
	async function cutAll(photoId: string, left: WidthBuckets, pause: Pause): Promise<boolean> {
		if (left.length === 0) return true;
		await pause();
		if (!(await catalogue.beginSet(set, photoId))) return false;
		try {
			for (const bucket of left) {
				await pause();
				if (!(await cut(photoId, bucket))) return false;
			}
			return true;
		} catch (error) {
			if (isOutage(error)) await catalogue.forgiveSet(set, photoId);
			throw error;
		}
	}

	/** With the photo's lock, so that it is neither deleted nor published again in between. */
	function markIfComplete(photoId: string): Promise<void> {
		return lock(photoId, async () => {
			const photo = await findWithoutSet(photoId);
			const left = photo && (await missing(photo));
			if (left?.length === 0) await catalogue.markSet(set, photoId, buckets);
		});
	}

	return {
		due: (limit) => catalogue.withoutSet(set, buckets, limit),
		async run(photoId, pause) {
			const photo = await findWithoutSet(photoId);
			const left = photo && (await missing(photo));
			if (left && (await cutAll(photoId, left, pause))) await markIfComplete(photoId);
			return left !== null;
		},
	};
}
