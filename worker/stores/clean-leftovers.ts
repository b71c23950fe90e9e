import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";

/** What a crash leaves half written; an hour later it is surely not under way. */
const STALE_MS = 3600_000;

/**
 * Removes the files in a folder that nobody has written to for an hour; nothing happens if there is no
 * such folder.
 *
 * @example
 * await cleanLeftovers("/srv/widthwise/uploads");
 */
export async function cleanLeftovers(folder: string): Promise<void> {
	for (const name of await readdir(folder).catch(() => [])) {
		const path = join(folder, name);
		const file = await stat(path).catch(() => null);
		if (file && Date.now() - file.mtimeMs > STALE_MS) await rm(path, { force: true });
	}
}
