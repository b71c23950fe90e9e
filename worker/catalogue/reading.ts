import {
	and,
	asc,
	count,
	desc,
	eq,
	getTableColumns,
	inArray,
	isNotNull,
	sql,
	sum,
} from "drizzle-orm";
import type { Database, Drizzle } from "../database/database.ts";
import { OUTAGE_CODES } from "../outages/outage-codes.ts";
import type { Photo, PhotoLink, PhotoPosition, PhotoStatus } from "./photo.ts";
import { photos } from "./schema.ts";

const {
	position: _position,
	datedByOwner: _datedByOwner,
	firstAttempts: _firstAttempts,
	avifAttempts: _avifAttempts,
	renewalAttempts: _renewalAttempts,
	renewedFrom: _renewedFrom,
	timeouts: _timeouts,
	words: _words,
	...publicColumns
} = getTableColumns(photos);

/** The columns that are read of a photo: all but its position, and what only queries need. */
export const photoColumns = publicColumns;

/** Finds the photo with an id. */
export async function find(drizzle: Drizzle, id: string): Promise<Photo | null> {
	const [photo] = await drizzle.select(photoColumns).from(photos).where(eq(photos.id, id));
	return photo ?? null;
}

/** Finds where a photo was taken. */
export async function findPosition(drizzle: Drizzle, id: string): Promise<PhotoPosition | null> {
	const columns = { position: photos.position };
	const [photo] = await drizzle.select(columns).from(photos).where(eq(photos.id, id));
	return photo?.position ?? null;
}

/** Names what the database contains now: transactions that ended, and those that are not visible yet. */
export function state({
	drizzle,
	changes,
}: Pick<Database, "drizzle" | "changes">): string | Promise<string> {
	return changes ? `${changes()}` : snapshotOf(drizzle);
}

async function snapshotOf(drizzle: Drizzle): Promise<string> {
	const snapshot = sql<string>`pg_current_snapshot()::text`;
	const [row] = await drizzle.select({ snapshot }).from(sql`(select 1) as one`);
	if (!row) throw new Error("The database does not name its snapshot");
	return row.snapshot;
}

/** Lists links to the newest published photos. */
export async function links(drizzle: Drizzle, limit: number): Promise<readonly PhotoLink[]> {
	return drizzle
		.select({
			id: photos.id,
			title: photos.title,
			filename: photos.filename,
			takenAt: photos.takenAt,
			showsWords: photos.showsWords,
			urlVersion: photos.urlVersion,
			updatedAt: photos.updatedAt,
		})
		.from(photos)
		.where(sql`${photos.status} = 'published'`)
		.orderBy(desc(photos.arrival), desc(photos.id))
		.limit(limit);
}

/** Lists ids of photos that are received or processing, oldest first. */
export async function unfinished(drizzle: Drizzle): Promise<readonly string[]> {
	const rows = await drizzle
		.select({ id: photos.id })
		.from(photos)
		.where(inArray(photos.status, ["received", "processing"]))
		.orderBy(asc(photos.createdAt), asc(photos.id));
	return rows.map(({ id }) => id);
}

/** Lists photos that are being published, then those that are received, the oldest of each first. */
export async function unfinishedPhotos(drizzle: Drizzle, limit: number): Promise<readonly Photo[]> {
	return drizzle
		.select(photoColumns)
		.from(photos)
		.where(inArray(photos.status, ["received", "processing"]))
		.orderBy(sql`${photos.status} = 'received'`, asc(photos.createdAt), asc(photos.id))
		.limit(limit);
}

/** Reads the status of every photo, by id. */
export async function statuses(drizzle: Drizzle): Promise<ReadonlyMap<string, PhotoStatus>> {
	const rows = await drizzle.select({ id: photos.id, status: photos.status }).from(photos);
	return new Map(rows.map(({ id, status }) => [id, status]));
}

/** Lists ids of photos that failed because of an outage, oldest first. */
export async function interrupted(drizzle: Drizzle): Promise<readonly string[]> {
	const rows = await drizzle
		.select({ id: photos.id })
		.from(photos)
		.where(and(eq(photos.status, "failed"), inArray(photos.errorCode, OUTAGE_CODES)))
		.orderBy(asc(photos.createdAt), asc(photos.id));
	return rows.map(({ id }) => id);
}

/** Lists photos that failed or could not be renewed, newest first. */
export async function failed(drizzle: Drizzle, limit: number): Promise<readonly Photo[]> {
	return drizzle
		.select(photoColumns)
		.from(photos)
		.where(isNotNull(photos.errorCode))
		.orderBy(desc(photos.arrival), desc(photos.id))
		.limit(limit);
}

/** Adds up the sizes of all originals and of all masters, in bytes. */
export async function bytes(
	drizzle: Drizzle,
): Promise<{ readonly originals: number; readonly masters: number }> {
	const [row] = await drizzle
		.select({ originals: sum(photos.originalBytes), masters: sum(photos.masterBytes) })
		.from(photos);
	return { originals: Number(row?.originals ?? 0), masters: Number(row?.masters ?? 0) };
}

/** Counts the photos in each status. */
export async function counts(drizzle: Drizzle): Promise<Readonly<Record<PhotoStatus, number>>> {
	const rows = await drizzle
		.select({ status: photos.status, photos: count() })
		.from(photos)
		.groupBy(photos.status);
	const found = Object.fromEntries(rows.map((row) => [row.status, row.photos]));
	return { received: 0, processing: 0, published: 0, failed: 0, ...found };
}
