import {
	type ArchiveOrder,
	formatCursor,
	momentOf,
	type Photo,
	type PhotoPage,
} from "@widthwise/worker/catalogue";
import { writeMonth } from "../photos/photo-text.ts";
import { type Slots, slotsOf } from "./slots.ts";

/** Photos of one month, or of a year if no more is known, with their slots in its rows. */
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

/** Photos that follow one another under one heading. */
type Group = { readonly name: string; readonly photos: Photo[] };

/**
 * Groups a page of photos by the month in which they were taken, or received (UTC): by what the archive
 * is sorted by.
 *
 * @returns the months, newest first, and the cursor of the next page
 *
 * @example
 * const { months, cursor } = monthsOf(await catalogue.list({ ...page, order }), order);
 */
export function monthsOf(
	{ photos, cursor }: PhotoPage,
	order: ArchiveOrder,
): {
	readonly months: readonly Month[];
	readonly cursor: string | null;
} {
	const groups: Group[] = [];
	for (const photo of photos) {
		const name = headingOf(photo, order);
		const last = groups.at(-1);
		if (last?.name === name) last.photos.push(photo);
		else groups.push({ name, photos: [photo] });
	}
	const last = groups.at(-1);
	const mayContinue = cursor !== null && last !== undefined;
	if (mayContinue && groups.length > 1 && last.photos.length < MIN_PHOTOS_TO_BEGIN) {
		const complete = groups.slice(0, -1);
		const end = complete.at(-1)?.photos.at(-1);
		return { months: withSlots(complete, null), cursor: end ? formatCursor(end) : cursor };
	}
	return { months: withSlots(groups, mayContinue ? last : null), cursor };
}

function headingOf({ takenAt, archiveTime, arrival }: Photo, order: ArchiveOrder): string {
	if (order === "uploaded") return writeMonth(momentOf(arrival).toISOString());
	// Such photos come last in January, but are not of January.
	if (takenAt !== null && /^\d{4}$/.test(takenAt)) return takenAt;
	return writeMonth(new Date(archiveTime).toISOString());
}

/** @param open the month that continues on the next page */
function withSlots(groups: readonly Group[], open: Group | null): readonly Month[] {
	return groups.map((group) => {
		const ratios = group.photos.map(({ width, height }) => width / height);
		return { ...group, slots: slotsOf(ratios, group === open) };
	});
}
