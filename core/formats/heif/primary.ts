import type { Item, Meta, Property } from "./items.ts";
import { TRANSFORMS } from "./transforms.ts";

/** A picture whose pixels are coded or composed, and how it is shown. */
export type PrimaryPicture = {
	readonly primary: Item;
	/** The `clap`, `irot` and `imir` by which it is shown, in order. */
	readonly transforms: readonly Property[];
};

/**
 * Finds the picture that a file shows: the primary item, or the one that it repeats with further
 * transforms (`iden`: ISO/IEC 23008-12, 6.6.2.1).
 *
 * @param derivedTypes the item types of pictures that are made of others
 *
 * @returns `null` if an item is missing, or if pictures repeat each other
 *
 * @example
 * const picture = findPrimary(meta, HEIC_FORMAT.derivedTypes);
 */
export function findPrimary(meta: Meta, derivedTypes: readonly string[]): PrimaryPicture | null {
	const seen = new Set<Item>();
	const transforms: Property[] = [];
	let item = meta.primary === null ? undefined : meta.items.get(meta.primary);
	while (item && !seen.has(item)) {
		seen.add(item);
		transforms.unshift(...item.properties.filter(({ box }) => TRANSFORMS.includes(box.type)));
		if (item.type !== "iden" || !derivedTypes.includes("iden"))
			return { primary: item, transforms };
		const id = repeatedBy(meta, item);
		item = id === undefined ? undefined : meta.items.get(id);
	}
	return null;
}

function repeatedBy({ references }: Meta, { id }: Item): number | undefined {
	return references.find(({ type, from }) => type === "dimg" && from === id)?.to[0];
}
