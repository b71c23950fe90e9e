import { createReadStream } from "node:fs";
import { dirname } from "node:path";
import { createInterface } from "node:readline";
import type { Store } from "widthwise";
import { createFolderStore } from "widthwise/store/folder";
import { parseTrashKey, TRASH_PREFIX } from "widthwise/url";
import { importPhotos } from "../catalogue/transfer.ts";
import type { Drizzle } from "../database/database.ts";
import type { OwnerRecords } from "../owner/owner-records.ts";
import { findCatalogue } from "./backup-folder.ts";
import { type CopiedOriginals, copyOriginals } from "./copy-originals.ts";
import { photoIdOf } from "./photo-id-of.ts";
import { readBackup } from "./read-backup.ts";
import { restoreOwner } from "./restore-owner.ts";
import { createSettingsFile, formatSettings } from "./settings-file.ts";

/** What was brought back. */
export type Restored = {
	readonly photos: number;
	/** `null` if the backup was a file: it has none. */
	readonly originals: CopiedOriginals | null;
	/** Whether the settings are in the new `.env`; `null` if the backup has none. */
	readonly hasSettings: boolean | null;
	/** Sentences on what was there already and was kept. */
	readonly kept: readonly string[];
};

/** Every original is compared: a restored site must not depend on an old list. */
const NO_JOURNAL = { has: () => false, add: () => {} };

/**
 * Brings everything back from a backup, but for what is there already. Safe to repeat.
 *
 * @param path a folder, or a file with records
 * @throws {WidthwiseError} `not-found` if there is no backup, `bad-request` if it is damaged
 *
 * @example
 * await restoreBackup("/backups/widthwise", { ...parts, settingsFile: ".env" });
 */
export async function restoreBackup(
	path: string,
	parts: {
		readonly drizzle: Drizzle;
		readonly ownerRecords: Pick<OwnerRecords, "passwordHash" | "setPasswordHash">;
		readonly media: Store;
		readonly dataDir: string;
		/** The settings of this process. */
		readonly written: Readonly<Record<string, string>>;
		/** The path of the `.env` that is written if it is missing. */
		readonly settingsFile: string;
	},
): Promise<Restored> {
	const catalogue = await findCatalogue(path);
	const { head, records } = await readBackup(linesOf(catalogue));
	const kept = head ? await restoreOwner(head, parts) : [];
	const ids: string[] = [];
	const inTrash = await trashedIn(parts.media);
	const photos = await importPhotos(parts.drizzle, noting(records, ids), inTrash);
	const hasSettings =
		head &&
		(await createSettingsFile(parts.settingsFile, formatSettings(head.settings, parts.written)));
	if (catalogue === path) return { photos, originals: null, hasSettings, kept };
	const source = createFolderStore({ folder: dirname(catalogue) });
	const originals = await copyOriginals(ids, { source, target: parts.media, journal: NO_JOURNAL });
	return { photos, originals, hasSettings, kept };
}

/** Photos that were deleted since the backup stay deleted. */
async function trashedIn(media: Pick<Store, "list">): Promise<ReadonlySet<string>> {
	const keys = await Array.fromAsync(media.list(TRASH_PREFIX));
	return new Set(keys.flatMap((key) => parseTrashKey(key) ?? []));
}

function linesOf(path: string): AsyncIterable<string> {
	return createInterface({
		input: createReadStream(path),
		crlfDelay: Number.POSITIVE_INFINITY,
	});
}

/** Notes the photos' ids while their records are imported. */
async function* noting(lines: AsyncIterable<string>, ids: string[]): AsyncGenerator<string, void> {
	for await (const line of lines) {
		yield line;
		// The import has refused lines that are no records.
		const id = line.trim() === "" ? null : photoIdOf(line);
		if (id !== null) ids.push(id);
	}
}
