import type { Item } from "./items.ts";
import { type HeifLayout, isAlpha } from "./walk.ts";

/** Returns the items that complete an item with an id: its tiles and its alpha plane. */
export type CompanionsOf = (id: number) => readonly Item[];

/**
 * Reads a file's references once, to find the companions of many items.
 *
 * @example
 * const layout = parseBytes(bytes, walkHeif(bytes.length, AVIF_FORMAT));
 * const items = findCompanions(layout)(layout.primary.id);
 */
export function findCompanions(layout: HeifLayout): CompanionsOf {
	const { items, references } = layout.meta;
	const found = new Map<number, Item[]>();
	const add = (id: number, item: Item | undefined): void => {
		if (!item) return;
		const others = found.get(id);
		if (others) others.push(item);
		else found.set(id, [item]);
	};
	for (const { type, from, to } of references) {
		if (type === "dimg") for (const tile of to) add(from, items.get(tile));
		const plane = type === "auxl" ? items.get(from) : undefined;
		if (plane && isAlpha(layout, plane)) for (const id of to) add(id, plane);
	}
	return (id) => found.get(id) ?? [];
}
