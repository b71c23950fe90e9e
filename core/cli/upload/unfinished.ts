import { readFile } from "node:fs/promises";
import { UsageError } from "../arguments/usage-error.ts";
import { writeWhole } from "../files/write-file.ts";

/** The URLs of uploads that have begun, by the ids of their photos. */
export type Unfinished = {
	find(photoId: string): URL | null;
	remember(photoId: string, upload: URL): Promise<void>;
	forget(photoId: string): Promise<void>;
};

/** Remembers nothing: the next run begins again with the files that were not complete. */
export const FORGETFUL: Unfinished = { find: () => null, async remember() {}, async forget() {} };

/**
 * Opens a file that remembers unfinished uploads, so that the next run continues them.
 *
 * @param path the file; it is made if there is none
 * @param server only uploads to this server are found
 *
 * @throws {UsageError} if the file is something else
 *
 * @example
 * const unfinished = await openUnfinished("uploads.json", new URL("https://photos.example"));
 * unfinished.find("048aef1505767106c7cb3094a726570b"); // null
 */
export async function openUnfinished(path: string, server: URL): Promise<Unfinished> {
	const uploads = await readUploads(path);
	let written: Promise<void> = Promise.resolve();
	const save = (): Promise<void> => {
		const write = async (): Promise<void> => {
			const text = `${JSON.stringify(Object.fromEntries(uploads), null, "\t")}\n`;
			await writeWhole(path, new TextEncoder().encode(text), { mode: null, overwrites: true });
		};
		written = written.then(write, write);
		return written;
	};
	return {
		find(photoId) {
			const upload = uploads.get(photoId);
			if (upload === undefined || !URL.canParse(upload)) return null;
			const url = new URL(upload);
			return url.origin === server.origin ? url : null;
		},
		remember(photoId, upload) {
			uploads.set(photoId, upload.href);
			return save();
		},
		async forget(photoId) {
			if (uploads.delete(photoId)) await save();
		},
	};
}

async function readUploads(path: string): Promise<Map<string, string>> {
	const text = await readFile(path, "utf8").catch(() => "{}");
	try {
		const entries = Object.entries(JSON.parse(text)).filter(isText);
		return new Map(entries);
	} catch (cause) {
		throw new UsageError(`--resume must be a file of an earlier upload, got ${path}`, { cause });
	}
}

function isText(entry: readonly [string, unknown]): entry is [string, string] {
	return typeof entry[1] === "string";
}
