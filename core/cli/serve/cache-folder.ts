import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/** Where masters and variants are kept while a folder is served. */
export type CacheFolder = {
	/** Absolute. */
	readonly path: string;
	/** Deletes it, if it is temporary. */
	close(): Promise<void>;
};

/**
 * Opens the folder that was named, or makes a temporary one.
 *
 * @param named `null`: a temporary one
 *
 * @example
 * const cache = await openCacheFolder(null);
 * await cache.close();
 */
export async function openCacheFolder(named: string | null): Promise<CacheFolder> {
	if (named !== null) {
		await mkdir(named, { recursive: true });
		return { path: resolve(named), async close() {} };
	}
	const path = await mkdtemp(join(tmpdir(), "widthwise-serve-"));
	return { path, close: () => rm(path, { recursive: true, force: true, maxRetries: 5 }) };
}
