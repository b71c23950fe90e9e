import { type Store, WidthwiseError } from "widthwise";
import { trashKey } from "widthwise/url";
import { parseRecord } from "../catalogue/record.ts";
import type { TrashedPhoto } from "../catalogue/trash-records.ts";

/**
 * Marks a photo in the media store as being in the trash. Then nothing publishes its original: not the
 * media bucket's function, and no process whose catalogue is empty or older. The mark holds the record,
 * so that the trash outlives the catalogue. Safe to repeat.
 *
 * @example
 * await putTrashMark(media, { record, trashedAt });
 */
export async function putTrashMark(
	media: Pick<Store, "put">,
	trashed: TrashedPhoto,
): Promise<void> {
	const bytes = new TextEncoder().encode(JSON.stringify(trashed));
	await media.put(trashKey(trashed.record.id), bytes, { contentType: "application/json" });
}

/**
 * Reads a photo's mark; `null` if it has none.
 *
 * @throws {WidthwiseError} `internal` if it is damaged
 *
 * @example
 * (await readTrashMark(media, photoId))?.trashedAt; // 2026-11-30T14:00:00.000Z
 */
export async function readTrashMark(
	media: Pick<Store, "get">,
	photoId: string,
): Promise<TrashedPhoto | null> {
	const object = await media.get(trashKey(photoId));
	if (!object) return null;
	try {
		const mark = JSON.parse(new TextDecoder().decode(await object.bytes()));
		const record = parseRecord(mark.record);
		const trashedAt = new Date(mark.trashedAt);
		if (record.id === photoId && !Number.isNaN(trashedAt.getTime())) return { record, trashedAt };
		throw new Error("It is of another photo, or has no date");
	} catch (cause) {
		throw new WidthwiseError("internal", `${object.key} cannot be read`, { cause });
	}
}
