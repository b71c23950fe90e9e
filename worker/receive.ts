import { type FileHandle, mkdir, open, rm } from "node:fs/promises";
import { join } from "node:path";
import {
	checkPixels,
	type ImageType,
	type Probe,
	probeImage,
	requireImageType,
	SNIFF_BYTES,
	type Store,
	uprightSize,
	WidthwiseError,
} from "widthwise";
import { type BodyHasher, createBodyHasher } from "./body-hasher.ts";
import type { Catalogue, Photo } from "./catalogue/catalogue.ts";
import { fileSource, localFile } from "./local-file.ts";
import { cleanFilename, slugOf } from "./names.ts";
import type { PhotoLock } from "./photo-lock.ts";
import type { PhotoQueue } from "./queue.ts";

/** A photo that was accepted; `isNew` is false when the same file was here already. */
export type Received = { readonly photo: Photo; readonly isNew: boolean };

/** Accepts one file; see {@link createReceiver}. */
export type Receive = (filename: string, body: AsyncIterable<Uint8Array>) => Promise<Received>;

/**
 * The key of an original in the media store.
 *
 * @example
 * originalKey(id); // "originals/<id>"
 */
export function originalKey(photoId: string): string {
	return `originals/${photoId}`;
}

/**
 * Makes the function that accepts a file: hashed while it streams to a temporary file, judged by its
 * container (nothing is decoded), moved into the media store, noted in the catalogue. When it
 * resolves, the photo survives a crash. It rejects with a `WidthwiseError` that names what is wrong
 * with the file: `empty-file`, `file-too-large`, `not-an-image`, `unsupported-format`,
 * `truncated-file`, `too-many-pixels`, `unreadable-image`.
 *
 * @param options.temporaryFolder on the media store's file system, so that files are moved, not copied
 *
 * @example
 * const receive = createReceiver({ catalogue, queue, media, lock, temporaryFolder, ... });
 * const { photo } = await receive("blue-hour.jpg", file.stream());
 */
export function createReceiver(options: {
	readonly catalogue: Catalogue;
	readonly queue: PhotoQueue;
	readonly media: Store;
	readonly lock: PhotoLock;
	readonly temporaryFolder: string;
	readonly maxFileBytes: number;
	readonly maxPixels: number;
	readonly onError: (error: unknown) => void;
}): Receive {
	const { catalogue, queue, media, lock, temporaryFolder, maxFileBytes, maxPixels } = options;

	return async (filename, body) => {
		const path = join(temporaryFolder, crypto.randomUUID());
		await mkdir(temporaryFolder, { recursive: true });
		try {
			const { size, hash, type, probe } = await saveToDisk(path, body, maxFileBytes, maxPixels);
			const id = hash.slice(0, 32);
			return await lock(id, async () => {
				const original = localFile(path, size);
				await media.put(originalKey(id), original, {
					contentType: `image/${type}`,
					ifAbsent: true,
				});
				const received = await catalogue.insertReceived({
					id,
					filename: cleanFilename(filename),
					slug: slugOf(filename),
					type,
					originalBytes: size,
					frames: probe.frames,
					...uprightSize(probe),
				});
				// The catalogue holds it: a worker can be woken after the answer is on its way, and should
				// that fail, the sweep does it later.
				setTimeout(() => void queue.enqueue(id).catch(options.onError));
				return received;
			});
		} finally {
			await rm(path, { force: true });
		}
	};
}

type Poured = { readonly size: number; readonly type: ImageType };
type Saved = Poured & { readonly hash: string; readonly probe: Probe };

/** Writes a body to a new file; hashes and judges it while the disk is still busy with it. */
async function saveToDisk(
	path: string,
	body: AsyncIterable<Uint8Array>,
	maxBytes: number,
	maxPixels: number,
): Promise<Saved> {
	const hasher = createBodyHasher();
	const file = await open(path, "wx+");
	try {
		const poured = await pour(body, file, hasher, maxBytes);
		// A head start for the disk: the store syncs the file again and sees whether that went well.
		file.sync().catch(() => {});
		const hash = hasher.digest();
		const probe = await judge(file, poured.size, maxPixels);
		return { ...poured, hash, probe };
	} finally {
		await file.close();
	}
}

async function judge(file: FileHandle, size: number, maxPixels: number): Promise<Probe> {
	const probe = await probeImage(fileSource(file.fd, size));
	checkPixels(probe, maxPixels);
	return probe;
}

async function pour(
	body: AsyncIterable<Uint8Array>,
	file: FileHandle,
	hasher: BodyHasher,
	maxBytes: number,
): Promise<Poured> {
	let head = new Uint8Array(0);
	let type: ImageType | null = null;
	let size = 0;
	let written = Promise.resolve();
	for await (const chunk of body) {
		size += chunk.length;
		if (size > maxBytes) throw tooLarge(maxBytes);
		if (type === null) {
			head = concat(head, chunk.subarray(0, SNIFF_BYTES));
			// What is no image is refused from its first bytes: it never fills the disk.
			if (head.length >= SNIFF_BYTES) type = requireImageType(head);
		}
		// The disk works while we wait for the next chunk.
		await written;
		written = file.writeFile(chunk);
		written.catch(() => {});
		hasher.update(chunk);
	}
	await written;
	if (size === 0) throw new WidthwiseError("empty-file", "The file is empty");
	type ??= requireImageType(head);
	return { size, type };
}

function concat(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
	const both = new Uint8Array(first.length + second.length);
	both.set(first);
	both.set(second, first.length);
	return both;
}

function tooLarge(maxBytes: number): WidthwiseError {
	const megabytes = Math.floor(maxBytes / 1e6);
	const limit = megabytes > 0 ? `${megabytes} MB` : `${maxBytes} bytes`;
	return new WidthwiseError(
		"file-too-large",
		`The file is too large: at most ${limit} are accepted`,
	);
}
