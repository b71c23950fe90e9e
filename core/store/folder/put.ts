import { randomUUID } from "node:crypto";
import { link, mkdir, open, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { LocalFile, PutOptions } from "../store.ts";
import { readInfo } from "./info.ts";
import { hasCode, orNull } from "./missing-file.ts";

/**
 * The folder for unfinished writes. It is on the file system of the objects, so that a rename moves
 * them.
 */
export const TEMP_FOLDER = ".tmp";

/**
 * Writes the two files of an object, its bytes and its info. Neither a reader nor a process that
 * starts after a crash sees the bytes of one object with the info of another. Callers must not read
 * or write the object at the same time.
 *
 * @param folder the store's folder
 * @param path the absolute path of the bytes
 *
 * @returns `false` if `ifAbsent` is set and the object exists, or if the object that this one belongs
 *   to, with `beside`, does not exist
 *
 * @throws {Error} the system's, such as `ENOSPC`
 *
 * @example
 * const options = { contentType: "image/jpeg" };
 * await putFiles("/tmp/photos", "/tmp/photos/ab/master", Uint8Array.of(1, 2), options); // true
 */
export async function putFiles(
	folder: string,
	path: string,
	body: Uint8Array | LocalFile,
	options: PutOptions,
): Promise<boolean> {
	const { beside } = options;
	if (beside === undefined) {
		await mkdir(dirname(path), { recursive: true });
		return writeFiles(folder, path, body, options);
	}
	const exists = async () => (await orNull(stat(join(folder, beside)))) !== null;
	// A deletion takes the folder away. Without a folder made here, nothing is stored after it.
	try {
		return (await exists()) && (await writeFiles(folder, path, body, options));
	} catch (error) {
		if (await exists()) throw error;
		return false;
	}
}

async function writeFiles(
	folder: string,
	path: string,
	body: Uint8Array | LocalFile,
	{ contentType, metadata = {}, ifAbsent = false }: PutOptions,
): Promise<boolean> {
	const [file, oldInfo] = await Promise.all([
		orNull(stat(path)),
		readInfo(path),
		mkdir(join(folder, TEMP_FOLDER), { recursive: true }),
	]);
	if (ifAbsent && file && oldInfo !== null) return false;
	const info = JSON.stringify({ contentType, metadata });
	const temporary = join(folder, TEMP_FOLDER, randomUUID());
	try {
		// In parallel: the file system can sync both files together.
		const [written] = await Promise.all([
			body instanceof Uint8Array ? writeSynced(temporary, body) : syncedFile(body, temporary),
			info === oldInfo ? null : writeSynced(`${temporary}.info`, new TextEncoder().encode(info)),
		]);
		// Bytes without info are not an object, so remove the old info before the bytes change.
		if (oldInfo !== null && info !== oldInfo) await rm(`${path}.info`, { force: true });
		const isStored = await moveFile(written, path, ifAbsent && !file);
		if (isStored && info !== oldInfo) await rename(`${temporary}.info`, `${path}.info`);
		// A new name survives a crash only if its folder is synced, too.
		if (isStored) await sync(dirname(path), "r");
		return isStored;
	} finally {
		await Promise.all([rm(temporary, { force: true }), rm(`${temporary}.info`, { force: true })]);
	}
}

/** Moves a file. With `ifAbsent`, uses `link`, which unlike `rename` fails if the path exists. */
async function moveFile(written: string, path: string, ifAbsent: boolean): Promise<boolean> {
	try {
		await (ifAbsent ? link(written, path) : rename(written, path));
		return true;
	} catch (error) {
		if (ifAbsent && hasCode(error, "EEXIST")) return false;
		throw error;
	}
}

/** Returns the file itself if it is on the store's file system and so can be moved, else a copy. */
async function syncedFile(file: LocalFile, temporary: string): Promise<string> {
	const [from, to] = await Promise.all([stat(file.path), stat(dirname(temporary))]);
	if (from.dev !== to.dev) return writeSynced(temporary, file.stream());
	await sync(file.path, "r+");
	return file.path;
}

async function writeSynced(
	path: string,
	body: Uint8Array | ReadableStream<Uint8Array>,
): Promise<string> {
	const file = await open(path, "wx");
	try {
		await file.writeFile(body);
		await file.sync();
		return path;
	} finally {
		await file.close();
	}
}

async function sync(path: string, flags: "r" | "r+"): Promise<void> {
	const handle = await open(path, flags);
	await handle.sync().finally(() => handle.close());
}
