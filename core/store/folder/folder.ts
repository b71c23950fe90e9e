/**
 * A store of plain files in a folder.
 *
 * @module
 */

import type { ReadStream, Stats } from "node:fs";
import { type FileHandle, open, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { checkText } from "../../arguments/check-part.ts";
import { createTurns } from "../../async/turns.ts";
import { WidthwiseError } from "../../errors.ts";
import { checkKey, checkPrefix } from "../key.ts";
import type { ObjectInfo, Store } from "../store.ts";
import { deleteFolder } from "./delete-folder.ts";
import { parseInfo, readInfo } from "./info.ts";
import { hasCode, orNull } from "./missing-file.ts";
import { putFiles, TEMP_FOLDER } from "./put.ts";

export { TEMP_FOLDER };

/**
 * Makes a store in a folder. An object is a plain file at the path of its key, which nginx or rsync
 * can read; its content type and metadata are in `<name>.info` beside it. Files are synced to the
 * disk before `put` resolves. Within a process, reads and writes of one object take turns.
 *
 * @throws {WidthwiseError} `invalid-argument` without a folder; from its functions: `unavailable`,
 *   `disk-full`, `busy` or `not-found` if an object was replaced or deleted while it was read,
 *   `internal` for a key that is not valid
 *
 * @example
 * const store = createFolderStore({ folder: "/tmp/photos/public" });
 * await store.put("photos/ab/master", Uint8Array.of(1, 2), { contentType: "image/jpeg" });
 * (await store.head("photos/ab/master"))?.size; // 2
 */
export function createFolderStore({
	folder,
}: {
	/** An absolute path; the folder is made if it is missing. */
	readonly folder: string;
}): Store {
	checkText(folder, "folder must be the path of a folder");
	// An object is two files, so reading or changing both needs exclusive access to its path.
	const inTurn = createTurns();
	const pathOf = (key: string): string => {
		checkKey(key);
		return join(folder, key);
	};
	const inspect = async (key: string): Promise<Snapshot | null> => {
		const path = pathOf(key);
		const [file, info] = await inTurn(path, () =>
			Promise.all([orNull(stat(path)), readInfo(path)]),
		);
		if (!file?.isFile() || info === null) return null;
		const version = `${file.ino}-${file.size}-${file.mtimeMs}`;
		return { file, info: { key, size: file.size, ...parseInfo(info), version } };
	};
	return {
		head: async (key) => (await translateErrors(inspect(key)))?.info ?? null,
		async put(key, body, options) {
			const path = pathOf(key);
			if (options.beside !== undefined) checkKey(options.beside);
			return translateErrors(inTurn(path, () => putFiles(folder, path, body, options)));
		},
		async get(key) {
			const snapshot = await translateErrors(inspect(key));
			if (!snapshot) return null;
			const path = pathOf(key);
			return {
				...snapshot.info,
				bytes: () => translateErrors(readUnchanged(path, snapshot.file)),
				stream: () => streamUnchanged(path, snapshot.file),
			};
		},
		getRange: async (key, start, end) => translateErrors(readRange(pathOf(key), start, end)),
		async delete(key) {
			const path = pathOf(key);
			const remove = async (): Promise<void> => {
				await rm(path, { force: true });
				await rm(`${path}.info`, { force: true });
			};
			await translateErrors(inTurn(path, remove));
		},
		async deleteAll(prefix) {
			checkPrefix(prefix);
			await translateErrors(deleteFolder(folder, join(folder, prefix.slice(0, -1))));
		},
		list: (prefix) => listKeys(folder, "", prefix),
	};
}

/** An object's info, and the state of the file with its bytes. */
type Snapshot = { readonly info: ObjectInfo; readonly file: Stats };

/** Opens a file, if it is still the one that was inspected. */
async function openUnchanged(path: string, inspected: Stats): Promise<FileHandle> {
	const file = await orNull(open(path, "r"));
	if (!file) throw new WidthwiseError("not-found", "The object was deleted meanwhile");
	const { ino, size, mtimeMs } = await file.stat();
	if (ino === inspected.ino && size === inspected.size && mtimeMs === inspected.mtimeMs) {
		return file;
	}
	await file.close();
	throw new WidthwiseError("busy", "The object was replaced meanwhile: try again");
}

async function readUnchanged(path: string, inspected: Stats): Promise<Uint8Array<ArrayBuffer>> {
	const file = await openUnchanged(path, inspected);
	try {
		const content = await file.readFile();
		// A view of the same memory: a large original is not copied.
		return new Uint8Array(content.buffer, content.byteOffset, content.length);
	} finally {
		await file.close();
	}
}

function streamUnchanged(path: string, inspected: Stats): ReadableStream<Uint8Array> {
	let stream: ReadStream | undefined;
	let chunks: AsyncIterator<Uint8Array> | undefined;
	return new ReadableStream({
		async pull(controller) {
			const next = async (): Promise<IteratorResult<Uint8Array>> => {
				stream ??= (await openUnchanged(path, inspected)).createReadStream();
				chunks ??= stream.iterator();
				return chunks.next();
			};
			const { done, value } = await translateErrors(next());
			if (done) controller.close();
			else controller.enqueue(value);
		},
		cancel: () => void stream?.destroy(),
	});
}

async function readRange(
	path: string,
	start: number,
	end: number,
): Promise<Uint8Array<ArrayBuffer> | null> {
	const file = await orNull(open(path, "r"));
	if (!file) return null;
	try {
		const buffer = new Uint8Array(end + 1 - start);
		const { bytesRead } = await file.read(buffer, 0, buffer.length, start);
		return buffer.subarray(0, bytesRead);
	} finally {
		await file.close();
	}
}

async function* listKeys(folder: string, path: string, prefix: string): AsyncIterable<string> {
	const entries = (await orNull(readdir(join(folder, path), { withFileTypes: true }))) ?? [];
	for (const entry of entries) {
		const key = path === "" ? entry.name : `${path}/${entry.name}`;
		if (entry.isDirectory() && entry.name !== TEMP_FOLDER) {
			// Skips folders that cannot contain a match.
			const inside = `${key}/`;
			if (inside.startsWith(prefix) || prefix.startsWith(inside)) {
				yield* listKeys(folder, key, prefix);
			}
		} else if (entry.isFile() && !key.endsWith(".info") && key.startsWith(prefix)) {
			yield key;
		}
	}
}

async function translateErrors<T>(pending: Promise<T>): Promise<T> {
	try {
		return await pending;
	} catch (error) {
		if (error instanceof WidthwiseError) throw error;
		const isFull = hasCode(error, "ENOSPC") || hasCode(error, "EDQUOT");
		const code = isFull ? "disk-full" : "unavailable";
		throw new WidthwiseError(code, "The store's folder cannot be used", { cause: error });
	}
}
