import { formatCursor, momentOf, type Photo, type PhotoPage } from "@widthwise/worker/catalogue";
import { writeMonth } from "../photos/photo-text.ts";
import { type Slots, slotsOf } from "./slots.ts";

/** Photos that were received in one month, with their places in its rows. */
export type Month = {
	readonly name: string;
	readonly photos: readonly Photo[];
	readonly slots: readonly Slots[];
};

/** Fewer photos than this make no full row on wide screens: they wait for the rest of their month. */
const WORTH_BEGINNING = 8;

/**
 * Groups a page of photos by the month in which they were received (UTC): not by the one in which they
 * were taken, since the former is their order, and every photo has it.
 *
 * @returns the months, newest first, and the cursor for what follows
 *
 * @example
 * const { months, cursor } = monthsOf(await catalogue.list(page));
 */
export function monthsOf({ photos, cursor }: PhotoPage): {
	readonly months: readonly Month[];
	readonly cursor: string | null;
} {
	const groups = new Map<string, Photo[]>();
	for (const photo of photos) {
		const name = writeMonth(momentOf(photo.arrival).toISOString());
		const group = groups.get(name) ?? [];
		group.push(photo);
		groups.set(name, group);
	}
	const last = [...groups].at(-1);
	const isBegun = cursor !== null && last !== undefined;
	if (isBegun && groups.size > 1 && last[1].length < WORTH_BEGINNING) {
		groups.delete(last[0]);
		const end = [...groups.values()].at(-1)?.at(-1);
		return { months: withSlots(groups, null), cursor: end ? formatCursor(end) : cursor };
	}
	return { months: withSlots(groups, isBegun ? last[0] : null), cursor };
}

/** @param open the month that goes on on the next page */
function withSlots(
	groups: ReadonlyMap<string, readonly Photo[]>,
	open: string | null,
): readonly Month[] {
	return [...groups].map(([name, photos]) => {
		const ratios = photos.map(({ width, height }) => width / height);
		return { name, photos, slots: slotsOf(ratios, name === open) };
	});
}
