import { type FileHandle, open, rm } from "node:fs/promises";
import { join } from "node:path";
import { type Store, WidthwiseError } from "widthwise";
import type { FileOnDisk, ThreadedInspector } from "widthwise/inspection";
import { checkMemory, checkPixels, requireImageType, SNIFF_BYTES } from "widthwise/internal";
import type { ImageType, Probe } from "widthwise/photo";
import { arrivalOf } from "../catalogue/arrival.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { PhotoLock } from "../database/photo-lock.ts";
import { isDiskFull } from "../outages/disk-full.ts";
import type { PhotoQueue } from "../queue/queue.ts";
import { createEarlySync, type EarlySync } from "./early-sync.ts";
import { createStoreOriginal, type ProbedFile, type Received } from "./store-original.ts";

/**
 * Receives one file, with the given arrival or else as the newest photo; see {@link createReceiver}. A
 * chunk of the body need only stay valid until the next one is read.
 *
 * @param requestId of the request that the file came with
 */
export type Receive = (
	filename: string,
	body: AsyncIterable<Uint8Array>,
	arrival?: number,
	requestId?: string,
) => Promise<Received>;

/**
 * Creates the function that receives a file. It hashes the file while it streams to a temporary file,
 * probes the container (nothing is decoded), records the photo in the catalogue and moves the file into
 * the media store. When it resolves, the photo survives a crash. It rejects with a `WidthwiseError`
 * that says what is wrong with the file: `empty-file`, `file-too-large`, `not-an-image`,
 * `unsupported-format`, `truncated-file`, `too-many-pixels`, `too-much-memory`, `unreadable-image`.
 *
 * @param options.inspector probes the file
 * @param options.maxMemory bytes of memory that publishing one photo may take
 * @param options.temporaryFolder an existing folder, best on the media store's file system, so that
 * files are moved and not copied
 *
 * @example
 * const receive = createReceiver({ catalogue, queue, media, lock, inspector, temporaryFolder, ... });
 * const { photo } = await receive("blue-hour.jpg", file.stream());
 */
export function createReceiver(options: {
	readonly catalogue: Catalogue;
	readonly queue: PhotoQueue;
	readonly media: Store;
	readonly lock: PhotoLock;
	readonly inspector: Pick<ThreadedInspector, "probeFile">;
	readonly temporaryFolder: string;
	readonly maxFileBytes: number;
	readonly maxPixels: number;
	readonly maxMemory: number;
	/** The long edge of masters, in pixels; default: 2560. */
	readonly masterEdge?: number | undefined;
	readonly onError: (error: unknown) => void;
}): Receive {
	const { temporaryFolder, maxFileBytes, onError } = options;
	const storeOriginal = createStoreOriginal(options);
	return async (filename, body, arrival = arrivalOf(new Date()), requestId) => {
		const path = join(temporaryFolder, crypto.randomUUID());
		try {
			const file = await saveToDisk(path, body, maxFileBytes, (size) =>
				probeFile({ path, size }, options),
			);
			const received = await storeOriginal(filename, file, arrival, requestId);
			// A store that copies leaves the file here. Callers need not wait until it is deleted.
			rm(path, { force: true }).catch(onError);
			return received;
		} catch (error) {
			await rm(path, { force: true });
			throw error;
		}
	};
}

/** Writes a body to a new file, and probes it while the disk is still writing. */
async function saveToDisk(
	path: string,
	body: AsyncIterable<Uint8Array>,
	maxBytes: number,
	probeFile: (size: number) => Promise<Probe>,
): Promise<ProbedFile> {
	// Not awaited: the body keeps arriving.
	const opening = open(path, "wx+");
	opening.catch(() => {});
	const sync = createEarlySync(opening);
	try {
		const hashed = await writeAndHash(body, opening, sync, maxBytes);
		const written = sync.finish().catch((error) => Promise.reject(asDiskFull(error)));
		written.catch(() => {});
		const probe = await probeFile(hashed.size);
		return { path, ...hashed, probe, written };
	} catch (error) {
		throw asDiskFull(error);
	} finally {
		// Also if nothing was written: the file must exist before the caller can delete it.
		const file = await opening.catch(() => null);
		// Not awaited: closing waits for the disk.
		file?.close().catch(() => {});
	}
}

/** Turns a full disk into a `disk-full` error; any other error stays as it is. */
function asDiskFull(error: unknown): unknown {
	return isDiskFull(error) ? diskFull(error) : error;
}

function diskFull(cause: unknown): WidthwiseError {
	const message = "The server's disk is full: free some space, then upload the photo again";
	return new WidthwiseError("disk-full", message, { cause });
}

/**
 * Probes a file's container; nothing is decoded.
 *
 * @throws {WidthwiseError} `truncated-file`, `too-many-pixels`, `too-much-memory`, `unreadable-image`
 */
export async function probeFile(
	file: FileOnDisk,
	options: {
		readonly inspector: Pick<ThreadedInspector, "probeFile">;
		readonly maxPixels: number;
		readonly maxMemory: number;
		readonly masterEdge?: number | undefined;
	},
): Promise<Probe> {
	const probe = await options.inspector.probeFile(file);
	checkPixels(probe, options.maxPixels);
	checkMemory(probe, file.size, options.maxMemory, options.masterEdge);
	return probe;
}

type HashedFile = Pick<ProbedFile, "size" | "type" | "hash">;

/** Writes and hashes a body; each chunk is written before the next one is read. */
async function writeAndHash(
	body: AsyncIterable<Uint8Array>,
	opening: Promise<FileHandle>,
	sync: EarlySync,
	maxBytes: number,
): Promise<HashedFile> {
	const hash = new Bun.CryptoHasher("sha256");
	let head = new Uint8Array(0);
	let type: ImageType | null = null;
	let size = 0;
	for await (const chunk of body) {
		size += chunk.length;
		if (size > maxBytes) throw tooLarge(maxBytes);
		if (type === null) {
			head = concat(head, chunk.subarray(0, SNIFF_BYTES));
			// A file that is not an image is refused by its first bytes and never fills the disk.
			if (head.length >= SNIFF_BYTES) type = requireImageType(head);
		}
		const writing = opening.then((file) => file.writeFile(chunk));
		// Hashed while it is written.
		hash.update(chunk);
		await writing;
		sync.grownTo(size);
	}
	if (size === 0) throw emptyFile();
	type ??= requireImageType(head);
	return { size, type, hash: hash.digest("hex") };
}

/** Creates the error for a file of 0 bytes. */
export function emptyFile(): WidthwiseError {
	return new WidthwiseError("empty-file", "The file is empty");
}

function concat(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
	const both = new Uint8Array(first.length + second.length);
	both.set(first);
	both.set(second, first.length);
	return both;
}

/**
 * Creates the error for a file that is too large.
 *
 * @param maxBytes the largest file size that is accepted
 */
export function tooLarge(maxBytes: number): WidthwiseError {
	const megabytes = Math.floor(maxBytes / 1e6);
	const limit = megabytes > 0 ? `${megabytes} MB` : `${maxBytes} bytes`;
	return new WidthwiseError(
		"file-too-large",
		`The file is too large: at most ${limit} are accepted`,
	);
}
