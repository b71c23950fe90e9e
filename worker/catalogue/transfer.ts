import { and, asc, eq, gt, or } from "drizzle-orm";
import { WidthwiseError } from "widthwise";
import { isPhotoId } from "widthwise/url";
import type { Drizzle } from "../database/database.ts";
import { archiveTimeOf } from "./archive-time.ts";
import { arrivalOf } from "./arrival.ts";
import { unfinishedDeletions } from "./deleting.ts";
import { deletions, photos } from "./schema.ts";

type Row = typeof photos.$inferSelect;

/** Rows read or written at once. */
const BATCH_ROWS = 500;

/**
 * Exports the catalogue as JSON lines, one for each photo's record, positions included: for a backup,
 * or to move to another database. Photos that arrive during the export may be missing. Unfinished
 * deletions have a line too: without it, an original that is left would be recovered as a photo.
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
			.limit(BATCH_ROWS);
		for (const row of rows) yield JSON.stringify(row);
		last = rows.at(-1);
	} while (last);
	for (const id of await unfinishedDeletions(drizzle)) yield JSON.stringify({ removed: id });
}

/**
 * Imports what {@link exportPhotos} wrote; photos that the catalogue already has stay as they are.
 *
 * @returns how many photos were imported
 * @throws {WidthwiseError} `bad-request` naming the first invalid line; those before it may have been
 * imported
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
		const deletedId = /^{"removed":"([^"]*)"}$/.exec(line)?.[1];
		if (deletedId !== undefined && isPhotoId(deletedId)) {
			await drizzle.insert(deletions).values({ photoId: deletedId }).onConflictDoNothing();
			continue;
		}
		batch.push(parseRow(line, number));
		if (batch.length === BATCH_ROWS) await write();
	}
	await write();
	return imported;
}

function parseRow(line: string, number: number): Row {
	try {
		const row: Row = JSON.parse(line);
		if (!isPhotoId(row.id)) throw new Error("The record has no photo id");
		const { createdAt, updatedAt, publishedAt } = row;
		const arrival = row.arrival ?? arrivalOf(new Date(createdAt));
		return {
			// Older backups do not have these.
			...{ arrival, showsPosition: false, showsWords: null, datedByOwner: false },
			...{ archiveTime: archiveTimeOf({ ...row, arrival }) },
			...{ firstBuckets: null, firstAttempts: 0 },
			...{ avifBuckets: null, avifAttempts: 0, timeouts: 0 },
			...{ version: 0, urlVersion: 0, renewedFrom: null, renewalAttempts: 0 },
			...row,
			createdAt: new Date(createdAt),
			updatedAt: new Date(updatedAt),
			publishedAt: publishedAt && new Date(publishedAt),
		};
	} catch (cause) {
		const message = `Cannot restore line ${number}: it is not a photo's record`;
		throw new WidthwiseError("bad-request", message, { cause });
	}
}
