import { randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { link, mkdir, open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { WidthwiseError } from "../errors.ts";
import { checkKey } from "./key.ts";
import type { LocalFile, ObjectInfo, PutOptions, Store } from "./store.ts";

/** What is kept beside an object's bytes, as JSON in `<name>.info`. */
type Info = Pick<ObjectInfo, "contentType" | "metadata">;

/** Where unfinished writes wait; on the same file system as the objects, so a rename is enough. */
export const STAGING = ".tmp";

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
	const pathOf = (key: string): string => {
		checkKey(key);
		return join(folder, key);
	};
	const head = async (key: string): Promise<ObjectInfo | null> => {
		const path = pathOf(key);
		const file = await orNull(stat(path));
		const info = file?.isFile() ? await orNull(readFile(`${path}.info`, "utf8")) : null;
		return file && info !== null ? { key, size: file.size, ...parseInfo(info) } : null;
	};
	return {
		head: (key) => guarded(head(key)),
		put: async (key, body, options) => guarded(put(folder, pathOf(key), body, options)),
		async get(key) {
			const info = await guarded(head(key));
			if (!info) return null;
			const path = pathOf(key);
			return {
				...info,
				async bytes() {
					const content = await guarded(orNull(readFile(path)));
					// The same memory: a large original is not copied.
					if (content) return new Uint8Array(content.buffer, content.byteOffset, content.length);
					throw new WidthwiseError("not-found", "The object was deleted meanwhile");
				},
				stream: () => streamFile(path),
			};
		},
		getRange: async (key, start, end) => guarded(readRange(pathOf(key), start, end)),
		async delete(key) {
			const path = pathOf(key);
			await guarded(rm(path, { force: true }));
			await guarded(rm(`${path}.info`, { force: true }));
		},
		list: (prefix) => listKeys(folder, "", prefix),
	};
}

async function put(
	folder: string,
	path: string,
	body: Uint8Array | LocalFile,
	{ contentType, metadata = {}, ifAbsent = false }: PutOptions,
): Promise<boolean> {
	const [existing] = await Promise.all([
		ifAbsent ? orNull(stat(path)) : null,
		mkdir(join(folder, STAGING), { recursive: true }),
		mkdir(dirname(path), { recursive: true }),
	]);
	if (existing) return false;
	const info: Info = { contentType, metadata };
	const staged = join(folder, STAGING, randomUUID());
	try {
		// Both at once: the file system writes them out together.
		const [ready] = await Promise.all([
			body instanceof Uint8Array ? writeSynced(staged, body) : syncedFile(body, staged),
			writeSynced(`${staged}.info`, new TextEncoder().encode(JSON.stringify(info))),
		]);
		// The info goes first: bytes without it do not count as an object.
		await rename(`${staged}.info`, `${path}.info`);
		return await place(ready, path, ifAbsent);
	} finally {
		await Promise.all([rm(staged, { force: true }), rm(`${staged}.info`, { force: true })]);
	}
}

/** Moves a finished file to its place; `link` instead of `rename` fails when something is there. */
async function place(ready: string, path: string, ifAbsent: boolean): Promise<boolean> {
	try {
		await (ifAbsent ? link(ready, path) : rename(ready, path));
	} catch (error) {
		if (ifAbsent && hasCode(error, "EEXIST")) return false;
		throw error;
	}
	// A new name survives a crash only when its folder is synced too.
	await sync(dirname(path), "r");
	return true;
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

function streamFile(path: string): ReadableStream<Uint8Array> {
	const file = createReadStream(path);
	const chunks = file.iterator();
	return new ReadableStream({
		async pull(controller) {
			const { done, value } = await guarded(chunks.next());
			if (done) controller.close();
			else controller.enqueue(value);
		},
		cancel: () => void file.destroy(),
	});
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

function parseInfo(json: string): Info {
	const info: Info = JSON.parse(json);
	return info;
}

async function orNull<T>(pending: Promise<T>): Promise<T | null> {
	try {
		return await pending;
	} catch (error) {
		if (hasCode(error, "ENOENT") || hasCode(error, "ENOTDIR")) return null;
		throw error;
	}
}

async function guarded<T>(pending: Promise<T>): Promise<T> {
	try {
		return await pending;
	} catch (error) {
		if (error instanceof WidthwiseError) throw error;
		throw new WidthwiseError("unavailable", "The store's folder cannot be used", { cause: error });
	}
}

function hasCode(error: unknown, code: string): boolean {
	return error instanceof Error && "code" in error && error.code === code;
}
