import { randomUUID } from "node:crypto";
import { link, mkdir, open, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { LocalFile, PutOptions } from "../store.ts";
import { readInfo } from "./info.ts";
import { hasCode, orNull } from "./missing-file.ts";

/** Where unfinished writes wait; on the same file system as the objects, so a rename is enough. */
export const STAGING = ".tmp";

/**
 * Writes an object's two files, its bytes and beside them its info, so that a reader never sees one
 * object's bytes with another's info, nor does who starts after a crash in between.
 *
 * @param path where the bytes are to lie
 * @returns `false` if `ifAbsent` was asked for and there was an object
 *
 * @example
 * await putFiles(folder, join(folder, "photos/ab12/master"), bytes, { contentType: "image/jpeg" });
 */
export async function putFiles(
	folder: string,
	path: string,
	body: Uint8Array | LocalFile,
	{ contentType, metadata = {}, ifAbsent = false }: PutOptions,
): Promise<boolean> {
	const [file, keptInfo] = await Promise.all([
		orNull(stat(path)),
		readInfo(path),
		mkdir(join(folder, STAGING), { recursive: true }),
		mkdir(dirname(path), { recursive: true }),
	]);
	if (ifAbsent && file && keptInfo !== null) return false;
	const info = JSON.stringify({ contentType, metadata });
	const staged = join(folder, STAGING, randomUUID());
	try {
		// Both at once: the file system writes them out together.
		const [ready] = await Promise.all([
			body instanceof Uint8Array ? writeSynced(staged, body) : syncedFile(body, staged),
			info === keptInfo ? null : writeSynced(`${staged}.info`, new TextEncoder().encode(info)),
		]);
		// Bytes without info do not count as an object: what is replaced by another kind is gone first.
		if (keptInfo !== null && info !== keptInfo) await rm(`${path}.info`, { force: true });
		const isMine = await place(ready, path, ifAbsent && !file);
		if (isMine && info !== keptInfo) await rename(`${staged}.info`, `${path}.info`);
		// A new name survives a crash only when its folder is synced too.
		if (isMine) await sync(dirname(path), "r");
		return isMine;
	} finally {
		await Promise.all([rm(staged, { force: true }), rm(`${staged}.info`, { force: true })]);
	}
}

/** Moves a finished file to its place; `link` instead of `rename` fails when something is there. */
async function place(ready: string, path: string, ifAbsent: boolean): Promise<boolean> {
	try {
		await (ifAbsent ? link(ready, path) : rename(ready, path));
		return true;
	} catch (error) {
		if (ifAbsent && hasCode(error, "EEXIST")) return false;
		throw error;
	}
}

/** The file itself where it is on the store's file system, so that it can be moved; else a copy. */
async function syncedFile(file: LocalFile, staged: string): Promise<string> {
	const [from, to] = await Promise.all([stat(file.path), stat(dirname(staged))]);
	if (from.dev !== to.dev) return writeSynced(staged, file.stream());
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
