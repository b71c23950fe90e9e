import { mkdir, open, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { FileConfigstore, FileStore } from "@tus/file-store";
import { ERRORS, Upload } from "@tus/server";
import { type CollectBuffers, createBufferCollector } from "@widthwise/worker/buffer-collector.ts";
import { requireImageType, SNIFF_BYTES, WidthwiseError } from "widthwise";

/** What became of an upload whose bytes arrived whole. */
export type Outcome = {
	readonly photoId: string;
	/** Whether the same file was here already. */
	readonly isKnown: boolean;
};

/** Uploads that have not arrived whole yet, kept on this machine's disk. */
export type Staging = {
	/** As the tus server wants it. */
	readonly datastore: FileStore;
	/** Where an upload's bytes lie. */
	pathOf(uploadId: string): string;
	/** An upload; `null` if there is none, or none any more. */
	find(uploadId: string): Promise<Upload | null>;
	/** What became of an upload; `null` while it is under way. */
	outcome(uploadId: string): Promise<Outcome | null>;
	/** Notes what became of an upload, so that who lost the answer can ask again; its bytes may go. */
	finish(upload: Upload, outcome: Outcome): Promise<void>;
	/** Forgets an upload. */
	remove(uploadId: string): Promise<void>;
	/** Forgets what was begun, or finished, so long ago that nobody may go on with it. */
	removeExpired(): Promise<void>;
};

type Kept = Upload & { readonly outcome?: Outcome };

/**
 * Keeps unfinished uploads in a folder: here also where the media store is a bucket, because a photo
 * is named after the hash of all its bytes, which nobody knows before the last one. What is no
 * image is refused from its first bytes and never fills the disk.
 *
 * @param options.folder made if need be, best on the media store's file system
 * @param options.keepMs how long an upload may take, in milliseconds
 *
 * @example
 * const staging = await openStaging({ folder: "/srv/photos/data/resumable", keepMs: 86_400_000 });
 */
export async function openStaging(options: {
	readonly folder: string;
	readonly keepMs: number;
}): Promise<Staging> {
	const { folder, keepMs } = options;
	await mkdir(folder, { recursive: true });
	const records = new FileConfigstore(folder);
	const datastore = new FileStore({
		directory: folder,
		configstore: records,
		expirationPeriodInMilliseconds: keepMs,
	});
	// Not: lengths that are told later. A limit that is known at once is easier to keep.
	datastore.extensions = ["creation", "creation-with-upload", "termination", "expiration"];

	const pathOf = (uploadId: string): string => join(folder, uploadId);
	const read = async (uploadId: string): Promise<Kept | null> =>
		(await records.get(uploadId)) ?? null;
	const outcome = async (uploadId: string): Promise<Outcome | null> =>
		(await read(uploadId))?.outcome ?? null;
	const remove = async (uploadId: string): Promise<void> => {
		await rm(pathOf(uploadId), { force: true });
		await rm(`${pathOf(uploadId)}.json`, { force: true });
	};

	const collectBuffers = createBufferCollector();
	const { getUpload, write } = datastore;
	datastore.getUpload = async (uploadId) => {
		const kept = await read(uploadId);
		if (kept?.outcome) {
			return Object.assign(new Upload({ id: uploadId, offset: 0 }), kept, { offset: kept.size });
		}
		return getUpload.call(datastore, uploadId);
	};
	datastore.write = async (body, uploadId, offset) => {
		// Everything is here already: who asks again only wants to hear what became of it.
		if (await outcome(uploadId)) return offset;
		let failure: unknown;
		const checked = requireImage(
			counted(body, collectBuffers),
			pathOf(uploadId),
			offset,
			(error) => {
				failure = error;
			},
		);
		try {
			return await write.call(datastore, Readable.from(checked), uploadId, offset);
		} catch (cause) {
			if (failure instanceof WidthwiseError) await remove(uploadId);
			throw failure === undefined ? notWritten(cause) : failureOf(failure);
		}
	};

	return {
		datastore,
		pathOf,
		find: (uploadId) => datastore.getUpload(uploadId).catch(() => null),
		outcome,
		async finish(upload, outcome) {
			await records.set(upload.id, Object.assign(upload, { outcome }));
			await rm(pathOf(upload.id), { force: true });
		},
		remove,
		async removeExpired() {
			for (const name of await readdir(folder)) {
				const path = join(folder, name);
				const file = await stat(path).catch(() => null);
				if (file && Date.now() - file.mtimeMs > keepMs) await rm(path, { force: true });
			}
		},
	};
}

/** What a body ended with, in the protocol's words if it was cut off: nobody hears the answer. */
function failureOf(failure: unknown): unknown {
	const isKnown = failure instanceof WidthwiseError || isProtocolError(failure);
	return isKnown ? failure : ERRORS.ABORTED;
}

function isProtocolError(error: unknown): boolean {
	return typeof error === "object" && error !== null && "status_code" in error;
}

function notWritten(cause: unknown): WidthwiseError {
	const message = "The server could not keep the upload: see whether its disk is full";
	return new WidthwiseError("unavailable", message, { cause });
}

/** Passes a body on, unless a file that begins like this is no image. */
async function* requireImage(
	body: AsyncIterable<Uint8Array>,
	path: string,
	offset: number,
	onFailure: (error: unknown) => void,
): AsyncGenerator<Uint8Array, void> {
	let head = offset < SNIFF_BYTES ? await firstBytes(path, offset) : null;
	try {
		for await (const chunk of body) {
			if (head) head = Buffer.concat([head, chunk.subarray(0, SNIFF_BYTES)]);
			if (head && head.length >= SNIFF_BYTES) {
				requireImageType(head);
				head = null;
			}
			yield chunk;
		}
	} catch (error) {
		onFailure(error);
		throw error;
	}
}

/** Chunks lie outside JavaScript's heap, where the collector does not feel their weight. */
async function* counted(
	body: AsyncIterable<Uint8Array>,
	collectBuffers: CollectBuffers,
): AsyncGenerator<Uint8Array, void> {
	for await (const chunk of body) {
		yield chunk;
		collectBuffers(chunk.length);
	}
}

async function firstBytes(path: string, count: number): Promise<Uint8Array> {
	const file = await open(path, "r");
	try {
		const { buffer, bytesRead } = await file.read(new Uint8Array(count), 0, count, 0);
		return buffer.subarray(0, bytesRead);
	} finally {
		await file.close();
	}
}
