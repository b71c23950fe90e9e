import { join, resolve } from "node:path";
import { requireSettings } from "widthwise/settings";
import { createFolderStore } from "widthwise/store/folder";
import { openMoveJournal } from "../moving/journal.ts";
import { type PipelineSettings, pipelineSettings } from "../settings/pipeline-settings.ts";
import { openStores } from "../stores/stores.ts";
import { deleteOldCatalogues, nextCatalogue } from "./backup-folder.ts";
import { parseHead } from "./backup-head.ts";
import { type CopiedOriginals, copyOriginals } from "./copy-originals.ts";
import { writeBackup } from "./write-backup.ts";

/** A backup that was made. */
export type BackedUp = {
	/** The file with the records, the token and the settings. */
	readonly path: string;
	readonly photos: number;
	/** `null` if originals were left out. */
	readonly originals: CopiedOriginals | null;
};

/**
 * Writes a backup without originals to a file.
 *
 * @throws {Error} with the code `EEXIST` if there is such a file
 *
 * @example
 * await backUpToFile("/backups/photos.jsonl", lines);
 */
export async function backUpToFile(path: string, lines: AsyncIterable<string>): Promise<BackedUp> {
	const ids = await writeBackup(path, lines);
	return { path, photos: ids.length, originals: null };
}

/**
 * Writes a backup to a folder: a catalogue beside those of earlier days, and the originals that are not
 * there yet. The catalogue comes first: a photo that arrives meanwhile is in the next backup.
 *
 * @param settings those of this process; the server's, in the lines, come before them
 *
 * @example
 * await backUpToFolder("/backups/widthwise", lines, settings);
 */
export async function backUpToFolder(
	folder: string,
	lines: AsyncIterable<string>,
	settings: PipelineSettings,
): Promise<BackedUp> {
	const path = await nextCatalogue(folder, new Date());
	let served = settings.written;
	const ids = await writeBackup(
		path,
		withHead(lines, (found) => (served = found)),
	);
	await deleteOldCatalogues(folder);
	const all = { ...settings.written, ...served, DATA_DIR: settings.dataDir };
	const { stores } = requireSettings(pipelineSettings, all);
	const { media } = await openStores(stores, failAtOnce);
	const originals = await copyOriginals(ids, {
		source: media.store,
		target: createFolderStore({ folder: resolve(folder) }),
		journal: await openMoveJournal(join(folder, "verified.txt")),
	});
	return { path, photos: ids.length, originals };
}

async function* withHead(
	lines: AsyncIterable<string>,
	onSettings: (settings: Readonly<Record<string, string>>) => void,
): AsyncGenerator<string, void> {
	for await (const line of lines) {
		const head = parseHead(line);
		if (head) onSettings(head.settings);
		yield line;
	}
}

function failAtOnce(error: unknown): never {
	throw error;
}
