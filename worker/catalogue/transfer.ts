import { and, asc, eq, gt, or } from "drizzle-orm";
import { WidthwiseError } from "widthwise";
import { isPhotoId } from "widthwise/url";
import type { Drizzle } from "../database/database.ts";
import { arrivalOf } from "./arrival.ts";
import { unfinishedDeletions } from "./deleting.ts";
import { deletions, photos } from "./schema.ts";

type Row = typeof photos.$inferSelect;

/** Rows read or written at once. */
const BATCH = 500;

/**
 * The catalogue as text, a photo's whole record in JSON a line, positions included: for a backup, or to
 * move to another database. Photos that come meanwhile may be in it or not. What was deleted, but not
 * yet wholly, has a line as well: else its original would be taken for a photo.
 *
 * @example
 * for await (const line of exportPhotos(database.drizzle)) file.write(`${line}\n`);
 */
export async function* exportPhotos(drizzle: Drizzle): AsyncGenerator<string, void> {
	let last: Row | undefined;
	do {
		const rows = await drizzle
			.select()
			.from(photos)
			.where(
				last &&
					or(
						gt(photos.arrival, last.arrival),
						and(eq(photos.arrival, last.arrival), gt(photos.id, last.id)),
					),
			)
			.orderBy(asc(photos.arrival), asc(photos.id))
			.limit(BATCH);
		for (const row of rows) yield JSON.stringify(row);
		last = rows.at(-1);
	} while (last);
	for (const id of await unfinishedDeletions(drizzle)) yield JSON.stringify({ removed: id });
}

/**
 * Brings back what {@link exportPhotos} wrote; photos that the catalogue knows stay as they are.
 *
 * @returns how many photos were brought back
 * @throws {WidthwiseError} `bad-request` naming the first line that is no photo; those before it may
 * have been brought back
 *
 * @example
 * await importPhotos(database.drizzle, lines);
 */
export async function importPhotos(
	drizzle: Drizzle,
	lines: AsyncIterable<string>,
): Promise<number> {
	let imported = 0;
	let batch: Row[] = [];
	const write = async (): Promise<void> => {
		if (batch.length === 0) return;
		const rows = await drizzle
			.insert(photos)
			.values(batch)
			.onConflictDoNothing()
			.returning({ id: photos.id });
		imported += rows.length;
		batch = [];
	};
	let number = 0;
	for await (const line of lines) {
		number++;
		if (line.trim() === "") continue;
		const removed = /^{"removed":"([^"]*)"}$/.exec(line)?.[1];
		if (removed !== undefined && isPhotoId(removed)) {
			await drizzle.insert(deletions).values({ photoId: removed }).onConflictDoNothing();
			continue;
		}
		batch.push(parseRow(line, number));
		if (batch.length === BATCH) await write();
	}
	await write();
	return imported;
}

function parseRow(line: string, number: number): Row {
	try {
		const row: Row = JSON.parse(line);
		if (!isPhotoId(row.id)) throw new Error("It has no id");
		const { createdAt, updatedAt, publishedAt } = row;
		return {
			// Not in older backups.
			...{ arrival: arrivalOf(new Date(createdAt)), showsPosition: false },
			...row,
			createdAt: new Date(createdAt),
			updatedAt: new Date(updatedAt),
			publishedAt: publishedAt && new Date(publishedAt),
		};
	} catch (cause) {
		const message = `Cannot restore line ${number}: it is no photo's record`;
		throw new WidthwiseError("bad-request", message, { cause });
	}
}
