import { mkdir, open, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { FileConfigstore, FileStore } from "@tus/file-store";
import { type Staged, type StagedRecord, type Staging, stagedOf } from "./staging.ts";

/**
 * Opens a staging in a folder of this machine. Each upload has a file with its bytes, named after
 * the upload, and a JSON file with its record.
 *
 * @param options.folder created if it does not exist; best on the media store's file system
 * @param options.retentionMs how long an upload may take, in milliseconds
 *
 * @example
 * const staging = await openFolderStaging({ folder: "/srv/photos/data/resumable", retentionMs: 86_400_000 });
 */
export async function openFolderStaging(options: {
	readonly folder: string;
	readonly retentionMs: number;
}): Promise<Staging> {
	const { folder, retentionMs } = options;
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
		retentionMs,
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
			const unbroken = endOnFailure(body, failures);
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
				if (file && Date.now() - file.mtimeMs > retentionMs) await rm(path, { force: true });
			}
		},
	};
}

/**
 * Ends a body where it fails: a failing stream would discard the bytes that are not written yet.
 */
async function* endOnFailure(
	body: AsyncIterable<Uint8Array>,
	failures: unknown[],
): AsyncGenerator<Uint8Array, void> {
	try {
		yield* body;
	} catch (error) {
		failures.push(error);
	}
}
