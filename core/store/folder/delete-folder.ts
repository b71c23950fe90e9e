import { createHash } from "node:crypto";
import { mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { orNull } from "./missing-file.ts";
import { TEMP_FOLDER } from "./put.ts";

/**
 * Deletes a folder of objects, if it exists. It is moved away first, so that all objects disappear at
 * the same moment, also for programs that read the files. If a crash leaves it half deleted, the next
 * call deletes the rest.
 *
 * @param folder the store's folder
 * @param path the absolute path of the folder of objects
 *
 * @throws {Error} the system's, if the folder cannot be moved or deleted
 *
 * @example
 * await deleteFolder("/tmp/photos", "/tmp/photos/ab");
 */
export async function deleteFolder(folder: string, path: string): Promise<void> {
	const aside = pathAside(folder, path);
	await mkdir(join(folder, TEMP_FOLDER), { recursive: true });
	await rm(aside, { recursive: true, force: true });
	await orNull(rename(path, aside));
	await rm(aside, { recursive: true, force: true });
}

/**
 * Returns where a folder of objects is while it is being deleted: always the same place, so that the
 * rest of it is found again.
 *
 * @example
 * pathAside("/tmp/photos", "/tmp/photos/ab"); // "/tmp/photos/.tmp/deleted-…"
 */
export function pathAside(folder: string, path: string): string {
	const name = createHash("sha256").update(path).digest("hex");
	return join(folder, TEMP_FOLDER, `deleted-${name}`);
}
