import { and, asc, desc, type SQL, sql } from "drizzle-orm";
import { WidthwiseError } from "widthwise";
import type { Drizzle } from "../database/database.ts";
import { formatCursor, type Place, parseCursor } from "./cursor.ts";
import type { ArchiveOrder, Neighbours, PhotoPage, PhotoQuery } from "./photo.ts";
import { photoColumns } from "./reading.ts";
import { photos } from "./schema.ts";
import { isFound } from "./search.ts";

const MAX_LIMIT = 200;

/** What photos are sorted by: no two have the same, and an index has each of these. */
const SORT_COLUMNS = {
	taken: [photos.archiveTime, photos.arrival, photos.id],
	uploaded: [photos.arrival, photos.id],
} as const;

const isPublished = sql`${photos.status} = 'published'`;

/** Lists a page of photos, newest first. */
export async function list(
	drizzle: Drizzle,
	{ cursor, limit, publishedOnly, order, search }: PhotoQuery,
): Promise<PhotoPage> {
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
				publishedOnly ? isPublished : undefined,
				search && isFound(search),
				cursor === null ? undefined : isOlder(parseCursor(cursor), order),
			),
		)
		.orderBy(...SORT_COLUMNS[order].map((column) => desc(column)))
		.limit(limit + 1);
	const shown = rows.slice(0, limit);
	const last = shown.at(-1);
	return { photos: shown, cursor: last && rows.length > limit ? formatCursor(last) : null };
}

/** Finds the published photos before and after a place. */
export async function neighbours(
	drizzle: Drizzle,
	place: Place,
	order: ArchiveOrder,
): Promise<Neighbours> {
	const columns = SORT_COLUMNS[order];
	const [[newer], [older]] = await Promise.all([
		drizzle
			.select(photoColumns)
			.from(photos)
			.where(and(isPublished, isNewer(place, order)))
			.orderBy(...columns.map((column) => asc(column)))
			.limit(1),
		drizzle
			.select(photoColumns)
			.from(photos)
			.where(and(isPublished, isOlder(place, order)))
			.orderBy(...columns.map((column) => desc(column)))
			.limit(1),
	]);
	return { newer: newer ?? null, older: older ?? null };
}

function isOlder(place: Place, order: ArchiveOrder): SQL {
	return sql`${sortKey(order)} < ${keyOf(place, order)}`;
}

function isNewer(place: Place, order: ArchiveOrder): SQL {
	return sql`${sortKey(order)} > ${keyOf(place, order)}`;
}

/** Compared as a whole, as an index sorts it. */
function sortKey(order: ArchiveOrder): SQL {
	return sql`(${sql.join([...SORT_COLUMNS[order]], sql`, `)})`;
}

function keyOf({ archiveTime, arrival, id }: Place, order: ArchiveOrder): SQL {
	return order === "taken" ? sql`(${archiveTime}, ${arrival}, ${id})` : sql`(${arrival}, ${id})`;
}
