import { isPhotoId } from "widthwise/url";
import { archiveTimeOf } from "./archive-time.ts";
import { arrivalOf } from "./arrival.ts";
import type { photos } from "./schema.ts";
import { wordsColumn } from "./search-words.ts";

/** A photo's record with all columns. */
export type PhotoRow = typeof photos.$inferSelect;

/**
 * Reads a record that was written as JSON, by this version or an earlier one: in a backup, or when the
 * photo was moved to the trash.
 *
 * @throws an error if it is not a record
 *
 * @example
 * parseRecord(JSON.parse(JSON.stringify(row))); // row
 */
export function parseRecord(json: unknown): PhotoRow {
	const row = requireRow(json);
	const { createdAt, updatedAt, publishedAt } = row;
	const arrival = row.arrival ?? arrivalOf(new Date(createdAt));
	return {
		// Older records do not have these.
		...{ arrival, showsPosition: false, showsWords: null, datedByOwner: false },
		...{ archiveTime: archiveTimeOf({ ...row, arrival }) },
		...{ firstBuckets: null, firstAttempts: 0 },
		...{ avifBuckets: null, avifAttempts: 0, timeouts: 0 },
		...{ version: 0, urlVersion: 0, renewedFrom: null, renewalAttempts: 0 },
		...row,
		createdAt: new Date(createdAt),
		updatedAt: new Date(updatedAt),
		publishedAt: publishedAt && new Date(publishedAt),
		words: wordsColumn(row),
	};
}

/** Only the id is checked: we wrote the rest. */
function requireRow(json: unknown): PhotoRow {
	if (isRow(json)) return json;
	throw new Error("The record has no photo id");
}

function isRow(json: unknown): json is PhotoRow {
	return (
		typeof json === "object" &&
		json !== null &&
		"id" in json &&
		typeof json.id === "string" &&
		isPhotoId(json.id)
	);
}
