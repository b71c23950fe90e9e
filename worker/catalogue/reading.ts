import {
	and,
	asc,
	count,
	desc,
	eq,
	getTableColumns,
	inArray,
	isNotNull,
	type SQL,
	sql,
	sum,
} from "drizzle-orm";
import { WidthwiseError } from "widthwise";
import type { Drizzle } from "../database/database.ts";
import { OUTAGE_CODES } from "../outages/outage-codes.ts";
import { formatCursor, type Place, parseCursor } from "./cursor.ts";
import type {
	Neighbours,
	Photo,
	PhotoLink,
	PhotoPage,
	PhotoPosition,
	PhotoStatus,
} from "./photo.ts";
import { photos } from "./schema.ts";

const MAX_LIMIT = 200;

const {
	position: _position,
	avifAttempts: _avifAttempts,
	renewalAttempts: _renewalAttempts,
	renewedFrom: _renewedFrom,
	timeouts: _timeouts,
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

/** Lists a page of photos, newest first. */
export async function list(
	drizzle: Drizzle,
	page: { readonly cursor: string | null; readonly limit: number; readonly publishedOnly: boolean },
): Promise<PhotoPage> {
	const { cursor, limit, publishedOnly } = page;
	if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LIMIT) {
		throw new WidthwiseError(
			"bad-request",
			`Cannot read limit: must be 1 to ${MAX_LIMIT}, got ${limit}`,
		);
	}
	const rows = await drizzle
		.select(photoColumns)
		.from(photos)
		.where(
			and(
				publishedOnly ? sql`${photos.status} = 'published'` : undefined,
				cursor === null ? undefined : isAfter(cursor),
			),
		)
		.orderBy(desc(photos.arrival), desc(photos.id))
		.limit(limit + 1);
	const shown = rows.slice(0, limit);
	const last = shown.at(-1);
	return { photos: shown, cursor: last && rows.length > limit ? formatCursor(last) : null };
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

function isAfter(cursor: string): SQL {
	return isOlder(parseCursor(cursor));
}

function isOlder({ arrival, id }: Place): SQL {
	return sql`(${photos.arrival}, ${photos.id}) < (${arrival}, ${id})`;
}

function isNewer({ arrival, id }: Place): SQL {
	return sql`(${photos.arrival}, ${photos.id}) > (${arrival}, ${id})`;
}

/** Finds the published photos before and after a place. */
export async function neighbours(drizzle: Drizzle, place: Place): Promise<Neighbours> {
	const published = sql`${photos.status} = 'published'`;
	const [[newer], [older]] = await Promise.all([
		drizzle
			.select(photoColumns)
			.from(photos)
			.where(and(published, isNewer(place)))
			.orderBy(asc(photos.arrival), asc(photos.id))
			.limit(1),
		drizzle
			.select(photoColumns)
			.from(photos)
			.where(and(published, isOlder(place)))
			.orderBy(desc(photos.arrival), desc(photos.id))
			.limit(1),
	]);
	return { newer: newer ?? null, older: older ?? null };
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
