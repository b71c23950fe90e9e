import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";

/** Folders, and files of each, that are read at once: enough to be fast, few enough for visitors. */
const [FOLDERS_AT_ONCE, FILES_AT_ONCE] = [8, 8];

/**
 * A folder that changed this recently may change again without another date: file systems' clocks tick
 * every few milliseconds, some every two seconds.
 */
const SETTLED_MS = 3000;

/** What was counted in one folder, without its subfolders. */
type Counted = {
	/** When a file or folder was last added, replaced or removed: milliseconds since 1970. */
	readonly changedAt: number;
	readonly bytes: number;
	readonly subfolders: readonly string[];
};

/**
 * Makes the function that sums the bytes of all files in a folder and its subfolders. A folder whose
 * date is the same as before is not read again: stores replace files, and never write into them. Files
 * that disappear while it counts are skipped; a missing folder has 0 bytes.
 *
 * @example
 * const folderBytes = createFolderBytes("/srv/photos/data/public");
 * await folderBytes(); // 3_400_000_000
 */
export function createFolderBytes(folder: string): () => Promise<number> {
	let before: ReadonlyMap<string, Counted> = new Map();

	/** Counts a folder's own files. */
	async function countFolder(path: string, changedAt: number): Promise<Counted> {
		const entries = await readdir(path, { withFileTypes: true }).catch(() => []);
		const files = entries.filter((entry) => entry.isFile()).map(({ name }) => join(path, name));
		const sizes = await eachOf(
			files,
			FILES_AT_ONCE,
			async (file) => (await orNull(stat(file)))?.size ?? 0,
		);
		const subfolders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
		return { changedAt, bytes: sizes.reduce((sum, size) => sum + size, 0), subfolders };
	}

	async function count(path: string, found: Map<string, Counted>): Promise<number> {
		const begun = Date.now();
		const folder = await orNull(stat(path));
		if (!folder) return 0;
		const known = before.get(path);
		const isKnown = known?.changedAt === folder.mtimeMs;
		const counted = isKnown ? known : await countFolder(path, folder.mtimeMs);
		if (folder.mtimeMs < begun - SETTLED_MS) found.set(path, counted);
		const inner = await eachOf(counted.subfolders, FOLDERS_AT_ONCE, (name) =>
			count(join(path, name), found),
		);
		return inner.reduce((sum, bytes) => sum + bytes, counted.bytes);
	}

	return async () => {
		const found = new Map<string, Counted>();
		const bytes = await count(folder, found);
		before = found;
		return bytes;
	};
}

/** Does something with each item, a few at a time. */
async function eachOf<Item, Result>(
	items: readonly Item[],
	atOnce: number,
	work: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
	const results: Result[] = [];
	for (let at = 0; at < items.length; at += atOnce) {
		results.push(...(await Promise.all(items.slice(at, at + atOnce).map(work))));
	}
	return results;
}

function orNull<Value>(pending: Promise<Value>): Promise<Value | null> {
	return pending.catch(() => null);
}
