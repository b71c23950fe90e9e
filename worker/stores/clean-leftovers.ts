import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";

/** What was not written to for this long was left by a crash. */
const STALE_MS = 3600_000;

/**
 * Deletes files and folders in a folder that were last written to more than an hour ago. Does nothing
 * if the folder is missing.
 *
 * @example
 * await cleanLeftovers("/srv/widthwise/uploads");
 */
export async function cleanLeftovers(folder: string): Promise<void> {
	for (const name of await readdir(folder).catch(() => [])) {
		const path = join(folder, name);
		const file = await stat(path).catch(() => null);
		if (file && Date.now() - file.mtimeMs > STALE_MS)
			await rm(path, { recursive: true, force: true });
	}
}
