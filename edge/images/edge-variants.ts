import type { Engine, Store } from "widthwise";
import { createVariants, type ReadyImage, type Variants } from "widthwise/internal";
import type { ObjectInfo } from "widthwise/store";
import { masterKey, type Variant, variantKey } from "widthwise/url";
import { type CutLimits, type CutVariant, canCut } from "./can-cut.ts";
import type { KeptImages } from "./kept-images.ts";

/** Continues work after the response to a request, such as `ctx.waitUntil` in a Worker. */
export type Continue = (work: Promise<unknown>) => void;

/** Finds or cuts variants for one request. */
export type EdgeVariants = (request: {
	readonly kept: KeptImages;
	readonly continueWith: Continue;
	/** Called if another image answers, because this one cannot be cut here. */
	readonly onReplaced: () => void;
}) => Pick<Variants, "ensure" | "forget">;

/**
 * Makes the part that finds variants in a cache, in the public store, or cuts them. Simultaneous requests
 * in this process share a cut. What cannot be cut here and is not stored is replaced: AVIF by WebP, other
 * variants by the master.
 *
 * @param options.limits what can be cut here
 * @param options.onError called with failures to store or to keep an image
 *
 * @example
 * const variants = createEdgeVariants({ store, engine, limits, onError: console.error });
 * const [continueWith, onReplaced] = [() => {}, () => {}];
 * await variants({ kept: KEEPS_NOTHING, continueWith, onReplaced }).ensure(variant);
 */
export function createEdgeVariants(options: {
	readonly store: Store;
	readonly engine: Engine;
	readonly limits: CutLimits;
	readonly onError: (error: unknown) => void;
}): EdgeVariants {
	const { store, engine, limits, onError } = options;
	// Two pictures at once would take twice the memory.
	const variants = createVariants({ store, engines: { own: engine, any: engine }, concurrency: 1 });

	/** The variant itself if it is stored or can be cut. */
	async function orReplacement(variant: Variant, master: ObjectInfo): Promise<Variant> {
		const { photoId, cut } = variant;
		if (!cut) return variant;
		const wanted: CutVariant = { photoId, cut };
		if (canCut(wanted, master, limits) || (await store.head(variantKey(wanted)))) return variant;
		if (cut.format !== "avif") return { photoId, cut: null };
		return orReplacement({ photoId, cut: { bucket: cut.bucket, format: "webp" } }, master);
	}

	return ({ kept, continueWith, onReplaced }) => ({
		async ensure(variant, waiter) {
			const { photoId } = variant;
			const master = await kept.master(photoId, () => store.head(masterKey(photoId)));
			if (!master) return null;
			const found = await kept.find(variant, master);
			if (found) return { ...found, isNew: false, stored: Promise.resolve(true) };
			const answered = await orReplacement(variant, master);
			if (answered !== variant) onReplaced();
			const ready = variants.ensure(answered, waiter);
			// Other requests wait for the same cut, even if this one's client leaves.
			continueWith(ready.catch(() => {}));
			const image = await ready;
			if (image) continueWith(keepStored(kept, answered, master, image));
			return image;
		},
		forget: variants.forget,
	});

	async function keepStored(
		kept: KeptImages,
		variant: Variant,
		master: ObjectInfo,
		image: ReadyImage,
	): Promise<void> {
		try {
			if (await image.stored) await kept.keep(variant, master, image);
		} catch (error) {
			onError(error);
		}
	}
}
