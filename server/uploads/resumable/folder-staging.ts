import { mkdir, open, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { FileConfigstore, FileStore } from "@tus/file-store";
import { type Staged, type StagedRecord, type Staging, stagedOf } from "./staging.ts";

/**
 * Keeps unfinished uploads in a folder of this machine: the bytes in a file named after the upload,
 * what is known of it in another beside it.
 *
 * @param options.folder made if need be, best on the media store's file system
 * @param options.keepMs how long an upload may take, in milliseconds
 *
 * @example
 * const staging = await openFolderStaging({ folder: "/srv/photos/data/resumable", keepMs: 86_400_000 });
 */
export async function openFolderStaging(options: {
	readonly folder: string;
	readonly keepMs: number;
}): Promise<Staging> {
	const { folder, keepMs } = options;
	await mkdir(folder, { recursive: true });
	const records = new FileConfigstore(folder);
	const files = new FileStore({ directory: folder, configstore: records });
	const pathOf = (uploadId: string): string => join(folder, uploadId);

	async function find(uploadId: string): Promise<Staged | null> {
		const record: StagedRecord | undefined = await records.get(uploadId);
		if (!record) return null;
		if (record.outcome) return stagedOf(record, uploadId, record.size ?? 0);
		const bytes = await stat(pathOf(uploadId)).catch(() => null);
		return bytes && stagedOf(record, uploadId, bytes.size);
	}

	return {
		keepMs,
		begin: async (upload) => void (await files.create(upload)),
		find,
		async firstBytes(uploadId, count) {
			const file = await open(pathOf(uploadId), "r");
			try {
				const { buffer, bytesRead } = await file.read(new Uint8Array(count), 0, count, 0);
				return buffer.subarray(0, bytesRead);
			} finally {
				await file.close();
			}
		},
		async write(uploadId, offset, body) {
			const failures: unknown[] = [];
			const unbroken = endingQuietly(body, failures);
			const reached = await files.write(Readable.from(unbroken), uploadId, offset);
			for (const failure of failures) throw failure;
			return reached;
		},
		withFile: ({ id }, work) => work(pathOf(id)),
		async finish(upload, outcome) {
			await records.set(upload.id, Object.assign(upload, { outcome }));
			await rm(pathOf(upload.id), { force: true });
		},
		async remove(uploadId) {
			await rm(pathOf(uploadId), { force: true });
			await rm(`${pathOf(uploadId)}.json`, { force: true });
		},
		async removeExpired() {
			for (const name of await readdir(folder)) {
				const path = join(folder, name);
				const file = await stat(path).catch(() => null);
				if (file && Date.now() - file.mtimeMs > keepMs) await rm(path, { force: true });
			}
		},
	};
}

/** A body that ends where it breaks off: a broken stream would take with it what is not written yet. */
async function* endingQuietly(
	body: AsyncIterable<Uint8Array>,
	failures: unknown[],
): AsyncGenerator<Uint8Array, void> {
	try {
		yield* body;
	} catch (error) {
		failures.push(error);
	}
}
