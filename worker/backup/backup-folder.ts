import { mkdir, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { WidthwiseError } from "widthwise";

/** Catalogues that a folder keeps: a month of nights. Originals are kept for good. */
const MAX_CATALOGUES = 30;

const CATALOGUE = /^catalogue-.*\.jsonl$/;

/**
 * Whether the name of a backup is that of a file, without originals; any other is a folder.
 *
 * @example
 * isBackupFile("photos.jsonl"); // true
 */
export function isBackupFile(name: string): boolean {
	return name.endsWith(".jsonl");
}

/**
 * Makes the folder of a backup, if it is missing, and returns the path of its next catalogue.
 *
 * @example
 * await nextCatalogue("/backups/widthwise", new Date()); // ".../catalogue-20261130T021500Z.jsonl"
 */
export async function nextCatalogue(folder: string, now: Date): Promise<string> {
	await mkdir(folder, { recursive: true, mode: 0o700 });
	const time = now.toISOString().replaceAll(/[-:]|\.\d+/g, "");
	return join(folder, `catalogue-${time}.jsonl`);
}

/**
 * Deletes catalogues that are older than the newest thirty.
 *
 * @example
 * await deleteOldCatalogues("/backups/widthwise");
 */
export async function deleteOldCatalogues(folder: string): Promise<void> {
	for (const path of (await cataloguesIn(folder)).slice(MAX_CATALOGUES)) await rm(path);
}

/**
 * Finds the catalogue of a backup: the newest one of a folder, or the file itself, beside which there may
 * be originals.
 *
 * @throws {WidthwiseError} `not-found` if there is none
 *
 * @example
 * await findCatalogue("/backups/widthwise");
 */
export async function findCatalogue(path: string): Promise<string> {
	const found = await stat(path).catch(() => null);
	const newest = found?.isDirectory() ? (await cataloguesIn(path))[0] : path;
	if (found && newest !== undefined) return newest;
	throw new WidthwiseError("not-found", "there is no backup");
}

/** The newest first. */
async function cataloguesIn(folder: string): Promise<readonly string[]> {
	const names = (await readdir(folder)).filter((name) => CATALOGUE.test(name));
	return names.sort((a, b) => b.localeCompare(a)).map((name) => join(folder, name));
}
