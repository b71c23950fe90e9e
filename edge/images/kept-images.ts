import type { ObjectInfo } from "widthwise/store";
import type { Variant } from "widthwise/url";

/** An image with its type. */
export type KeptImage = {
	readonly bytes: Uint8Array<ArrayBuffer>;
	readonly contentType: string;
};

/**
 * A cache beside the place where requests are answered. It may forget everything at any time. Its entries
 * belong to a version of a master, so that they end with it.
 */
export type KeptImages = {
	/**
	 * Returns the info of a photo's master, which may be as old as deleted photos may stay visible; asks
	 * `look` if it is not known.
	 */
	master(photoId: string, look: () => Promise<ObjectInfo | null>): Promise<ObjectInfo | null>;
	find(variant: Variant, master: ObjectInfo): Promise<KeptImage | null>;
	keep(variant: Variant, master: ObjectInfo, image: KeptImage): Promise<void>;
};

/** Keeps nothing, for where the store is near. */
export const KEEPS_NOTHING: KeptImages = {
	master: (_, look) => look(),
	find: async () => null,
	keep: async () => {},
};
