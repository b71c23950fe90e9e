import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { RunningServer } from "../running-server.ts";

/**
 * Paths of all files in a part of the data folder, relative to that part; empty if it is missing.
 */
export async function filesIn(
	server: Pick<RunningServer, "dataDir">,
	part: "media" | "public" | "uploads",
): Promise<readonly string[]> {
	const options = { recursive: true, withFileTypes: true } as const;
	const entries = await readdir(join(server.dataDir, part), options).catch(() => []);
	const root = join(server.dataDir, part);
	return entries
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));
}

/** Names of the public files that contain any of some texts. */
export async function publicFilesWith(
	server: RunningServer,
	...texts: readonly string[]
): Promise<readonly string[]> {
	const found: string[] = [];
	for (const name of await filesIn(server, "public")) {
		// A file that was being written may have been renamed since it was listed.
		const bytes = await readFile(join(server.dataDir, "public", name)).catch(() => null);
		if (bytes && texts.some((text) => bytes.includes(text))) found.push(name);
	}
	return found;
}
