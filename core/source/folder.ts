/**
 * Originals in a folder, for `createImageHandler`.
 *
 * @module
 */

import type { BigIntStats } from "node:fs";
import { type FileHandle, open, realpath, stat } from "node:fs/promises";
import { join, sep } from "node:path";
import { checkText } from "../arguments/check-part.ts";
import { WidthwiseError } from "../errors.ts";
import { hasCode, orNull } from "../store/folder/missing-file.ts";
import { originalReplaced, originalTooLarge, sourceUnavailable } from "./errors.ts";
import type { Source } from "./source.ts";

/**
 * Makes a source of the files in a folder and its subfolders. A file's path is its id. Hidden files, and
 * links that lead out of the folder, are not found.
 *
 * @throws {WidthwiseError} `invalid-argument` without a folder; from its functions: `unavailable` if
 *   the folder cannot be read, `file-too-large`, `busy` if a file was replaced
 *
 * @example
 * const source = createFolderSource({ folder: "/srv/photos" });
 * await source.find("trips/a.jpg"); // null, unless there is /srv/photos/trips/a.jpg
 */
export function createFolderSource({
	folder,
}: {
	/** An absolute path. */
	readonly folder: string;
}): Source {
	checkText(folder, "folder must be the path of a folder");
	return {
		async find(id) {
			if (!isVisible(id)) return null;
			const root = await translateErrors(realpath(folder));
			const path = await translateErrors(orMissing(insideFolder(root, id)));
			const inspected = path === null ? null : await translateErrors(orMissing(inspect(path)));
			if (path === null || !inspected?.isFile()) return null;
			return {
				version: versionOf(inspected),
				read: (maxBytes) => translateErrors(readUnchanged(path, inspected, maxBytes)),
			};
		},
	};
}

/** Whether no segment is empty, hidden or leads upwards. Windows has further separators. */
function isVisible(id: string): boolean {
	return id.split("/").every((segment) => /^[^.\\:\0][^\\:\0]*$/.test(segment));
}

/** The real path of a file; `null` if links lead out of the folder. */
async function insideFolder(root: string, id: string): Promise<string | null> {
	const path = await realpath(join(root, id));
	return path.startsWith(root.endsWith(sep) ? root : root + sep) ? path : null;
}

/** Also `null` for names that the file system cannot have, and for links in a circle. */
async function orMissing<Value>(pending: Promise<Value>): Promise<Value | null> {
	try {
		return await orNull(pending);
	} catch (error) {
		const codes = ["ENAMETOOLONG", "ELOOP", "EINVAL"];
		if (codes.some((code) => hasCode(error, code))) return null;
		throw error;
	}
}

function inspect(path: string): Promise<BigIntStats> {
	return stat(path, { bigint: true });
}

function versionOf({ ino, size, mtimeNs }: BigIntStats): string {
	return `${ino}-${size}-${mtimeNs}`;
}

async function readUnchanged(
	path: string,
	inspected: BigIntStats,
	maxBytes: number,
): Promise<Uint8Array<ArrayBuffer>> {
	if (inspected.size > maxBytes) throw originalTooLarge(maxBytes);
	const file = await orNull(open(path, "r"));
	if (!file) throw originalReplaced();
	try {
		return await readWhole(file, inspected);
	} finally {
		await file.close();
	}
}

async function readWhole(
	file: FileHandle,
	inspected: BigIntStats,
): Promise<Uint8Array<ArrayBuffer>> {
	const before = await file.stat({ bigint: true });
	if (versionOf(before) !== versionOf(inspected)) throw originalReplaced();
	const bytes = new Uint8Array(Number(before.size));
	let length = 0;
	while (length < bytes.length) {
		const { bytesRead } = await file.read(bytes, length, bytes.length - length, length);
		if (bytesRead === 0) throw originalReplaced();
		length += bytesRead;
	}
	const after = await file.stat({ bigint: true });
	if (versionOf(after) !== versionOf(before)) throw originalReplaced();
	return bytes;
}

async function translateErrors<Value>(pending: Promise<Value>): Promise<Value> {
	try {
		return await pending;
	} catch (error) {
		if (error instanceof WidthwiseError) throw error;
		throw sourceUnavailable(error);
	}
}
