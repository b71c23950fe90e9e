import { randomUUID } from "node:crypto";
import { constants } from "node:fs";
import { copyFile, link, lstat, mkdir, open, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/** How a file is written. */
export type WriteRules = {
	/** Its permissions; `null`: those of new files. */
	readonly mode: number | null;
	/** Whether a file that is there already is replaced. */
	readonly overwrites: boolean;
};

/** The permission bits of a mode. */
const PERMISSIONS = 0o777;

/**
 * Checks that there is no file yet, before the work that makes one.
 *
 * @throws {Error} `EEXIST`
 *
 * @example
 * await checkAbsent("out/photo.webp");
 */
export async function checkAbsent(path: string): Promise<void> {
	const isThere = await lstat(path).then(
		() => true,
		() => false,
	);
	if (isThere) throw Object.assign(new Error("The file exists"), { code: "EEXIST", path });
}

/**
 * Writes a file so that it is never seen in part: to a temporary file beside it, which then takes its
 * name. Makes the folder.
 *
 * @throws {Error} the system's; `EEXIST` if there is a file already that may not be replaced
 *
 * @example
 * await writeWhole("out/photo.webp", bytes, { mode: null, overwrites: false });
 */
export async function writeWhole(
	path: string,
	bytes: Uint8Array,
	{ mode, overwrites }: WriteRules,
): Promise<void> {
	const folder = dirname(path);
	await mkdir(folder, { recursive: true });
	const temporary = join(folder, `.${basename(path).slice(0, 100)}.${randomUUID()}.tmp`);
	try {
		await writeDurably(temporary, bytes, mode);
		if (overwrites) await rename(temporary, path);
		else await linkNew(temporary, path);
	} finally {
		await rm(temporary, { force: true });
	}
}

async function writeDurably(path: string, bytes: Uint8Array, mode: number | null): Promise<void> {
	const file = await open(path, "wx");
	try {
		await file.writeFile(bytes);
		// After the contents, since a read-only file cannot be opened for them.
		if (mode !== null) await file.chmod(mode & PERMISSIONS);
		await file.sync();
	} finally {
		await file.close();
	}
}

/** A link fails where there is a file already; some file systems, such as exFAT, have no links. */
async function linkNew(temporary: string, path: string): Promise<void> {
	try {
		await link(temporary, path);
	} catch (error) {
		if (error instanceof Error && "code" in error && error.code === "EEXIST") throw error;
		await copyFile(temporary, path, constants.COPYFILE_EXCL);
	}
}
