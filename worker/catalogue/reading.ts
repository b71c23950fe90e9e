import { and, asc, count, desc, eq, getTableColumns, inArray, type SQL, sql } from "drizzle-orm";
import { WidthwiseError } from "widthwise";
import type { Drizzle } from "../database/database.ts";
import { formatCursor, parseCursor } from "./cursor.ts";
import type { Photo, PhotoPage, PhotoPosition, PhotoStatus } from "./photo.ts";
import { photos } from "./schema.ts";

const MAX_LIMIT = 200;

const { position: _position, ...publicColumns } = getTableColumns(photos);

/** What is selected of a photo: everything but where it was taken. */
export const photoColumns = publicColumns;

/** The photo with an id. */
export async function find(drizzle: Drizzle, id: string): Promise<Photo | null> {
	const [photo] = await drizzle.select(photoColumns).from(photos).where(eq(photos.id, id));
	return photo ?? null;
}

/** Where a photo was taken. */
export async function findPosition(drizzle: Drizzle, id: string): Promise<PhotoPosition | null> {
	const columns = { position: photos.position };
	const [photo] = await drizzle.select(columns).from(photos).where(eq(photos.id, id));
	return photo?.position ?? null;
}

/** A page of photos, newest first. */
export async function list(
	drizzle: Drizzle,
	page: { readonly cursor: string | null; readonly limit: number; readonly publishedOnly: boolean },
): Promise<PhotoPage> {
	const { cursor, limit, publishedOnly } = page;
	if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LIMIT) {
		throw new WidthwiseError("bad-request", `The limit must be 1 to ${MAX_LIMIT}, got ${limit}`);
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
		.orderBy(desc(photos.createdAt), desc(photos.id))
		.limit(limit + 1);
	const shown = rows.slice(0, limit);
	const last = shown.at(-1);
	return { photos: shown, cursor: last && rows.length > limit ? formatCursor(last) : null };
}

function isAfter(cursor: string): SQL {
	const { createdAt, id } = parseCursor(cursor);
	const moment = createdAt.toISOString();
	return sql`(${photos.createdAt}, ${photos.id}) < (${moment}::timestamptz, ${id})`;
}

/** Ids of photos that nobody has finished, oldest first. */
export async function unfinished(drizzle: Drizzle): Promise<readonly string[]> {
	const rows = await drizzle
		.select({ id: photos.id })
		.from(photos)
		.where(inArray(photos.status, ["received", "processing"]))
		.orderBy(asc(photos.createdAt), asc(photos.id));
	return rows.map(({ id }) => id);
}

/** How many photos there are in each status. */
export async function counts(drizzle: Drizzle): Promise<Readonly<Record<PhotoStatus, number>>> {
	const rows = await drizzle
		.select({ status: photos.status, photos: count() })
		.from(photos)
		.groupBy(photos.status);
	const found = Object.fromEntries(rows.map((row) => [row.status, row.photos]));
	return { received: 0, processing: 0, published: 0, failed: 0, ...found };
}
