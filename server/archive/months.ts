import { formatCursor, momentOf, type Photo, type PhotoPage } from "@widthwise/worker/catalogue";
import { writeMonth } from "../photos/photo-text.ts";
import { type Slots, slotsOf } from "./slots.ts";

/** Photos that were received in one month, with their slots in its rows. */
export type Month = {
	readonly name: string;
	readonly photos: readonly Photo[];
	readonly slots: readonly Slots[];
};

/**
 * Fewer photos do not fill a row on wide screens: they move to the page with the rest of their
 * month.
 */
const MIN_PHOTOS_TO_BEGIN = 8;

/**
 * Groups a page of photos by the month in which they were received (UTC). Photos are listed in that
 * order, and not every photo has a capture date.
 *
 * @returns the months, newest first, and the cursor of the next page
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
	const mayContinue = cursor !== null && last !== undefined;
	if (mayContinue && groups.size > 1 && last[1].length < MIN_PHOTOS_TO_BEGIN) {
		groups.delete(last[0]);
		const end = [...groups.values()].at(-1)?.at(-1);
		return { months: withSlots(groups, null), cursor: end ? formatCursor(end) : cursor };
	}
	return { months: withSlots(groups, mayContinue ? last[0] : null), cursor };
}

/** @param open the month that continues on the next page */
function withSlots(
	groups: ReadonlyMap<string, readonly Photo[]>,
	open: string | null,
): readonly Month[] {
	return [...groups].map(([name, photos]) => {
		const ratios = photos.map(({ width, height }) => width / height);
		return { name, photos, slots: slotsOf(ratios, name === open) };
	});
}
