import type { ReadStream, Stats } from "node:fs";
import { type FileHandle, open, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { createTurns } from "../../async/turns.ts";
import { WidthwiseError } from "../../errors.ts";
import { checkKey } from "../key.ts";
import type { ObjectInfo, Store } from "../store.ts";
import { parseInfo, readInfo } from "./info.ts";
import { hasCode, orNull } from "./missing-file.ts";
import { putFiles, STAGING } from "./put.ts";

export { STAGING };

/**
 * A store in a folder: an object is a plain file at its key's path (so nginx or rsync can read it),
 * its content type and metadata in `<name>.info` beside it. Files are synced to the disk before `put`
 * resolves.
 *
 * @param options.folder absolute path; made when missing
 *
 * @example
 * const store = createFolderStore({ folder: "/srv/photos/public" });
 */
export function createFolderStore({ folder }: { readonly folder: string }): Store {
	// An object is two files: whoever looks at both or changes them does so alone.
	const inTurn = createTurns();
	const pathOf = (key: string): string => {
		checkKey(key);
		return join(folder, key);
	};
	const look = async (key: string): Promise<Seen | null> => {
		const path = pathOf(key);
		const [file, info] = await inTurn(path, () =>
			Promise.all([orNull(stat(path)), readInfo(path)]),
		);
		if (!file?.isFile() || info === null) return null;
		return { file, info: { key, size: file.size, ...parseInfo(info) } };
	};
	return {
		head: async (key) => (await guarded(look(key)))?.info ?? null,
		async put(key, body, options) {
			const path = pathOf(key);
			return guarded(inTurn(path, () => putFiles(folder, path, body, options)));
		},
		async get(key) {
			const seen = await guarded(look(key));
			if (!seen) return null;
			const path = pathOf(key);
			return {
				...seen.info,
				bytes: () => guarded(readUnchanged(path, seen.file)),
				stream: () => streamUnchanged(path, seen.file),
			};
		},
		getRange: async (key, start, end) => guarded(readRange(pathOf(key), start, end)),
		async delete(key) {
			const path = pathOf(key);
			const remove = async (): Promise<void> => {
				await rm(path, { force: true });
				await rm(`${path}.info`, { force: true });
			};
			await guarded(inTurn(path, remove));
		},
		list: (prefix) => listKeys(folder, "", prefix),
	};
}

/** An object's info and the file that its bytes were in. */
type Seen = { readonly info: ObjectInfo; readonly file: Stats };

/** Opens the file that was seen, not one that took its place. */
async function openUnchanged(path: string, seen: Stats): Promise<FileHandle> {
	const file = await orNull(open(path, "r"));
	if (!file) throw new WidthwiseError("not-found", "The object was deleted meanwhile");
	const { ino, size, mtimeMs } = await file.stat();
	if (ino === seen.ino && size === seen.size && mtimeMs === seen.mtimeMs) return file;
	await file.close();
	throw new WidthwiseError("busy", "The object was replaced meanwhile: ask again");
}

async function readUnchanged(path: string, seen: Stats): Promise<Uint8Array<ArrayBuffer>> {
	const file = await openUnchanged(path, seen);
	try {
		const content = await file.readFile();
		// The same memory: a large original is not copied.
		return new Uint8Array(content.buffer, content.byteOffset, content.length);
	} finally {
		await file.close();
	}
}

function streamUnchanged(path: string, seen: Stats): ReadableStream<Uint8Array> {
	let stream: ReadStream | undefined;
	let chunks: AsyncIterator<Uint8Array> | undefined;
	return new ReadableStream({
		async pull(controller) {
			const next = async (): Promise<IteratorResult<Uint8Array>> => {
				stream ??= (await openUnchanged(path, seen)).createReadStream();
				chunks ??= stream.iterator();
				return chunks.next();
			};
			const { done, value } = await guarded(next());
			if (done) controller.close();
			else controller.enqueue(value);
		},
		cancel: () => void stream?.destroy(),
	});
}

async function readRange(path: string, start: number, end: number): Promise<Uint8Array | null> {
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
		if (entry.isDirectory() && entry.name !== STAGING) {
			// Only folders that can hold a match are entered.
			const inside = `${key}/`;
			if (inside.startsWith(prefix) || prefix.startsWith(inside)) {
				yield* listKeys(folder, key, prefix);
			}
		} else if (entry.isFile() && !key.endsWith(".info") && key.startsWith(prefix)) {
			yield key;
		}
	}
}

async function guarded<T>(pending: Promise<T>): Promise<T> {
	try {
		return await pending;
	} catch (error) {
		if (error instanceof WidthwiseError) throw error;
		const isFull = hasCode(error, "ENOSPC") || hasCode(error, "EDQUOT");
		const code = isFull ? "disk-full" : "unavailable";
		throw new WidthwiseError(code, "The store's folder cannot be used", { cause: error });
	}
}
