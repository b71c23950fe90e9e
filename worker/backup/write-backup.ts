import { access, type FileHandle, open, rename, rm } from "node:fs/promises";
import { photoIdOf } from "./photo-id-of.ts";

/** Bytes, roughly, that are written at once. */
const BATCH_CHARACTERS = 65_536;

/**
 * Writes the lines of a backup to a file that only this user can read. The file appears when it is
 * complete and on the disk.
 *
 * @returns the ids of the photos in it
 * @throws {Error} with the code `EEXIST` if there is such a file: an older backup may be the better one
 *
 * @example
 * const ids = await writeBackup("/backups/photos.jsonl", lines);
 */
export async function writeBackup(
	path: string,
	lines: AsyncIterable<string>,
): Promise<readonly string[]> {
	const isThere = await access(path).then(
		() => true,
		() => false,
	);
	if (isThere) throw Object.assign(new Error(`${path} exists`), { code: "EEXIST" });
	const partial = `${path}.partial`;
	await rm(partial, { force: true });
	try {
		const file = await open(partial, "wx", 0o600);
		try {
			const ids = await writeLines(file, lines);
			await file.sync();
			await rename(partial, path);
			return ids;
		} finally {
			await file.close();
		}
	} catch (error) {
		await rm(partial, { force: true });
		throw error;
	}
}

async function writeLines(
	file: FileHandle,
	lines: AsyncIterable<string>,
): Promise<readonly string[]> {
	const ids: string[] = [];
	let batch = "";
	for await (const line of lines) {
		batch += `${line}\n`;
		const id = photoIdOf(line);
		if (id !== null) ids.push(id);
		if (batch.length < BATCH_CHARACTERS) continue;
		await file.write(batch);
		batch = "";
	}
	await file.write(batch);
	return ids;
}
