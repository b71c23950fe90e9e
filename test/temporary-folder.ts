import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Makes a new, empty folder. */
export function temporaryFolder(): Promise<string> {
	return mkdtemp(join(tmpdir(), "widthwise-server-"));
}

/** Deletes a folder and everything in it. */
export function removeFolder(path: string): Promise<void> {
	return rm(path, { recursive: true, force: true, maxRetries: 5 });
}
