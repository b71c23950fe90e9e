import type { Catalogue } from "../catalogue/catalogue.ts";
import type { OwnerRecords } from "../owner/owner-records.ts";
import { formatHead } from "./backup-head.ts";

/** What a backup is made of, besides originals. */
export type BackupSource = {
	readonly catalogue: Pick<Catalogue, "exportPhotos">;
	readonly ownerRecords: Pick<OwnerRecords, "passwordHash">;
	/** The content of the file `owner-token`; `null` if the token is a setting. */
	readonly ownerToken: string | null;
	/** The settings as they are written in the environment. */
	readonly settings: Readonly<Record<string, string>>;
};

/**
 * Makes the lines of a backup: a head, a line for each photo's record, and an end with their number.
 * Other statements run in between: a photo that is edited meanwhile is in it as before or after.
 *
 * @example
 * for await (const line of backupLines(source)) file.write(`${line}\n`);
 */
export async function* backupLines(source: BackupSource): AsyncGenerator<string, void> {
	const passwordHash = await source.ownerRecords.passwordHash();
	const { ownerToken, settings } = source;
	yield formatHead({ madeAt: new Date().toISOString(), ownerToken, passwordHash, settings });
	let lines = 0;
	for await (const line of source.catalogue.exportPhotos()) {
		lines++;
		yield line;
	}
	yield formatEnd(lines);
}

/**
 * Formats the last line of a backup: a backup without it was cut off.
 *
 * @param lines between the first line and this one
 *
 * @example
 * formatEnd(232); // '{"lines":232}'
 */
export function formatEnd(lines: number): string {
	return JSON.stringify({ lines });
}
