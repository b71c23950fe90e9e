import { and, asc, eq, gt, or } from "drizzle-orm";
import { WidthwiseError } from "widthwise";
import { isPhotoId } from "widthwise/url";
import type { Drizzle } from "../database/database.ts";
import { unfinishedDeletions } from "./deleting.ts";
import { find } from "./reading.ts";
import { type PhotoRow, parseRecord } from "./record.ts";
import { deletions, photos } from "./schema.ts";
import { countForPlanner } from "./statistics.ts";
import { findTrashed, recordInTrash, type TrashedPhoto, trashedIds } from "./trash-records.ts";

/** Rows read or written at once. */
const BATCH_ROWS = 500;

/**
 * Exports the catalogue as JSON lines, one for each photo's record, positions included: for a backup,
 * or to move to another database. Photos that arrive during the export may be missing. The trash and unfinished
 * deletions have lines too: without it, an original that is left would be recovered as a photo.
 *
 * @example
 * for await (const line of exportPhotos(database.drizzle)) file.write(`${line}\n`);
 */
export async function* exportPhotos(drizzle: Drizzle): AsyncGenerator<string, void> {
	let last: PhotoRow | undefined;
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
	for (const id of await trashedIds(drizzle)) {
		const trashed = await findTrashed(drizzle, id);
		// Restored in the meantime.
		if (trashed) yield JSON.stringify({ trashed });
	}
	for (const id of await unfinishedDeletions(drizzle)) yield JSON.stringify({ removed: id });
}

/**
 * Imports what {@link exportPhotos} wrote; photos that the catalogue already has stay as they are.
 *
 * @param inTrash ids of photos that are in the trash according to the media store: a backup that was
 * made before they were deleted must not bring them back
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
	inTrash: ReadonlySet<string> = new Set(),
): Promise<number> {
	let imported = 0;
	let batch: PhotoRow[] = [];
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
		const read = parseLine(line, number);
		if (read.kind === "removed") {
			await drizzle.insert(deletions).values({ photoId: read.id }).onConflictDoNothing();
		} else if (read.kind === "trashed") {
			await importTrashed(drizzle, read.trashed);
		} else if (inTrash.has(read.row.id)) {
			await importTrashed(drizzle, { record: read.row, trashedAt: new Date() });
		} else {
			batch.push(read.row);
			if (batch.length === BATCH_ROWS) await write();
		}
	}
	await write();
	if (imported > 0) await countForPlanner(drizzle);
	return imported;
}

/** The catalogue's photos stay as they are, also if one was restored since the backup. */
async function importTrashed(drizzle: Drizzle, { record, trashedAt }: TrashedPhoto): Promise<void> {
	if ((await find(drizzle, record.id)) || (await findTrashed(drizzle, record.id))) return;
	await recordInTrash(drizzle, record, { distributionId: null, batch: null, trashedAt });
}

/** What a line of a backup says. */
type Line =
	| { readonly kind: "photo"; readonly row: PhotoRow }
	| { readonly kind: "trashed"; readonly trashed: TrashedPhoto }
	| { readonly kind: "removed"; readonly id: string };

function parseLine(line: string, number: number): Line {
	try {
		const json = JSON.parse(line);
		if (isPhotoId(json.removed ?? "")) return { kind: "removed", id: json.removed };
		if (json.trashed === undefined) return { kind: "photo", row: parseRecord(json) };
		const record = parseRecord(json.trashed.record);
		return { kind: "trashed", trashed: { record, trashedAt: new Date(json.trashed.trashedAt) } };
	} catch (cause) {
		const message = `Cannot restore line ${number}: it is not a photo's record`;
		throw new WidthwiseError("bad-request", message, { cause });
	}
}
