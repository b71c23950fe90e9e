import { asc, eq, type SQL, sql } from "drizzle-orm";
import type { Drizzle } from "../database/database.ts";
import { archiveTimeOf } from "./archive-time.ts";
import type { Photo, PhotoEdit } from "./photo.ts";
import { photoColumns } from "./reading.ts";
import { photos } from "./schema.ts";
import { hasId } from "./search.ts";
import { wordsColumn } from "./search-words.ts";

/** Chooses the change of a photo; `null` leaves it. The number is its place among the ids, from 1. */
export type ChooseEdit = (photo: Photo, number: number) => PhotoEdit | null;

/** Photos that one transaction changes. */
const BATCH = 500;

/** Changes what the owner says about a photo. */
export async function edit(drizzle: Drizzle, id: string, change: PhotoEdit): Promise<Photo | null> {
	const [photo] = await editBatch(drizzle, [id], () => change);
	return photo ?? null;
}

/** Changes what the owner says about several photos, and counts them. */
export async function editAll(
	drizzle: Drizzle,
	ids: readonly string[],
	choose: ChooseEdit,
): Promise<number> {
	let changed = 0;
	for (let at = 0; at < ids.length; at += BATCH) {
		const batch = ids.slice(at, at + BATCH);
		const photos = await editBatch(drizzle, batch, (photo, number) => choose(photo, at + number));
		changed += photos.length;
	}
	return changed;
}

/** In one transaction, because words and archive time follow from all that a record says. */
function editBatch(
	drizzle: Drizzle,
	ids: readonly string[],
	choose: ChooseEdit,
): Promise<readonly Photo[]> {
	return drizzle.transaction(async (transaction) => {
		const isChosen = ids.length === 1 ? eq(photos.id, ids[0] ?? "") : hasId(ids);
		const rows = await transaction
			.select(photoColumns)
			.from(photos)
			.where(isChosen)
			// Two changes of the same photos lock them in the same order.
			.orderBy(asc(photos.id))
			.for("update");
		const byId = new Map(rows.map((photo) => [photo.id, photo]));
		const edited = ids.flatMap((id, i) => {
			const photo = byId.get(id);
			const change = photo && choose(photo, i + 1);
			return change ? [apply(photo, change)] : [];
		});
		if (edited.length === 0) return [];
		return transaction
			.update(photos)
			.set({ ...EDITED_COLUMNS, updatedAt: sql`now()` })
			.from(recordset(edited))
			.where(eq(photos.id, sql`edited.id`))
			.returning(photoColumns);
	});
}

/** What an edit may change; the names are those of the recordset. */
const EDITED_COLUMNS = {
	title: sql`edited.title`,
	caption: sql`edited.caption`,
	takenAt: sql`edited.taken_at`,
	datedByOwner: sql`${photos.datedByOwner} or edited.is_dated`,
	archiveTime: sql`edited.archive_time`,
	showsPosition: sql`edited.shows_position`,
	showsWords: sql`edited.shows_words`,
	words: sql`edited.words::tsvector`,
};

function apply(photo: Photo, change: PhotoEdit) {
	const edited = { ...photo, ...change };
	const isDated = change.takenAt !== undefined;
	return {
		id: photo.id,
		title: edited.title,
		caption: edited.caption,
		taken_at: edited.takenAt,
		is_dated: isDated,
		archive_time: isDated ? archiveTimeOf(edited) : photo.archiveTime,
		shows_position: edited.showsPosition,
		shows_words: edited.showsWords,
		words: wordsColumn(edited),
	};
}

function recordset(edited: readonly ReturnType<typeof apply>[]): SQL {
	return sql`json_to_recordset(${JSON.stringify(edited)}::json) as edited (id text, title text, caption text, taken_at text, is_dated boolean, archive_time bigint, shows_position boolean, shows_words boolean, words text)`;
}
