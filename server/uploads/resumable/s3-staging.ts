import { mkdir, open, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Upload } from "@tus/server";
import { createBufferCollector } from "@widthwise/worker/intake";
import { cleanLeftovers } from "@widthwise/worker/stores";
import { type Store, WidthwiseError } from "widthwise";
import { within } from "widthwise/internal";
import { RESPONSE_TIMEOUT_MS, type S3StoreOptions, s3Failure } from "widthwise/store/s3";
import { PART_BYTES, S3Parts } from "./s3-parts.ts";
import { sendPieces } from "./s3-pieces.ts";
import {
	type Staged,
	type StagedRecord,
	type Staging,
	stagedOf,
	storageFailure,
} from "./staging.ts";

/** The prefix of all keys; the audit and the bucket's notifications ignore it. */
const PREFIX = "resumable/";

/** How long sending a part or completing an upload may take, with retries, in milliseconds. */
const SEND_LIMIT_MS = 180_000;

const JSON_TYPE = { contentType: "application/json" };
const BYTES_TYPE = { contentType: "application/octet-stream" };

/**
 * Opens a staging in the media store's S3 bucket, where any server can continue an upload:
 *
 * - `resumable/<id>.json`: the upload's record, with its outcome in the end
 * - `resumable/<id>`: its bytes, a multipart upload until it is complete
 * - `resumable/<id>.tail`: the bytes after the last full part, and the offset at which they begin.
 *   After a crash the tail may be older than the parts: then it is ignored.
 *
 * A crash loses the bytes after the last full part or the last complete request, whichever was
 * later.
 *
 * @param options.location the location of the media store
 * @param options.media the media store
 * @param options.folder for complete uploads while they are received; created if it does not exist
 * @param options.retentionMs how long an upload may take, in milliseconds
 *
 * @example
 * const staging = await openS3Staging({ location, media, folder, retentionMs: 86_400_000 });
 */
export async function openS3Staging(options: {
	readonly location: S3StoreOptions;
	readonly media: Store;
	readonly folder: string;
	readonly retentionMs: number;
}): Promise<Staging> {
	const { location, media, folder, retentionMs } = options;
	const base = location.prefix ? `${location.prefix}/` : "";
	const parts = new S3Parts(location);
	// A server that takes no more bytes would be waited for for ever.
	const sent = <T>(pending: Promise<T>): Promise<T> =>
		translateErrors(within(SEND_LIMIT_MS, pending));
	const answered = <T>(pending: Promise<T>): Promise<T> =>
		translateErrors(within(location.responseTimeoutMs ?? RESPONSE_TIMEOUT_MS, pending));
	const collectBuffers = createBufferCollector();
	await mkdir(folder, { recursive: true });
	await cleanLeftovers(folder);

	const keyOf = (uploadId: string): string => PREFIX + uploadId;
	const bucketKeyOf = (uploadId: string): string => base + keyOf(uploadId);
	const recordKeyOf = (uploadId: string): string => `${keyOf(uploadId)}.json`;
	const tailKeyOf = (uploadId: string): string => `${keyOf(uploadId)}.tail`;

	async function recordOf(uploadId: string): Promise<StagedRecord | null> {
		const object = await media.get(recordKeyOf(uploadId));
		if (!object) return null;
		return JSON.parse(new TextDecoder().decode(await object.bytes()));
	}
	/** Counts the stored bytes; `null` if the upload does not exist any more. */
	async function offsetOf(uploadId: string): Promise<number | null> {
		const inParts = await answered(parts.bytesInParts(bucketKeyOf(uploadId)));
		if (inParts === null) return (await media.head(keyOf(uploadId)))?.size ?? null;
		const tail = await media.head(tailKeyOf(uploadId));
		return inParts + (tail?.metadata.begins === String(inParts) ? tail.size : 0);
	}
	async function find(uploadId: string): Promise<Staged | null> {
		const record = await recordOf(uploadId);
		if (!record) return null;
		if (record.outcome) return stagedOf(record, uploadId, record.size ?? 0);
		const offset = await offsetOf(uploadId);
		return offset === null ? null : stagedOf(record, uploadId, offset);
	}
	/** Reads the bytes after the last full part, up to an offset. */
	async function tailOf(uploadId: string, offset: number): Promise<Uint8Array> {
		const count = offset % PART_BYTES;
		if (count === 0) return new Uint8Array();
		const tail = await media.get(tailKeyOf(uploadId));
		if (tail?.metadata.begins === String(offset - count) && tail.size >= count) {
			return (await tail.bytes()).subarray(0, count);
		}
		throw new WidthwiseError("busy", "The upload has changed in the meantime: try again");
	}
	async function completeObject({ id, size = 0 }: Upload) {
		// All parts may have been sent, but their server crashed before it completed the upload.
		const object = await media.get(keyOf(id));
		if (object) return object;
		await sent(parts.complete(bucketKeyOf(id), size));
		return media.get(keyOf(id));
	}
	async function download(upload: Upload, path: string): Promise<void> {
		const object = await completeObject(upload);
		if (!object || object.size !== upload.size) {
			throw new WidthwiseError("truncated-file", "The file is incomplete: upload it again");
		}
		const file = await open(path, "wx");
		try {
			for await (const chunk of object.stream()) {
				await file.writeFile(chunk);
				collectBuffers(chunk.length);
			}
		} catch (error) {
			throw storageFailure(error);
		} finally {
			await file.close();
		}
	}

	return {
		retentionMs,
		async begin(upload) {
			const { upload: inBucket } = stagedOf(upload, bucketKeyOf(upload.id), 0);
			await answered(parts.create(inBucket));
		},
		find,
		firstBytes: tailOf,
		async write(uploadId, offset, body) {
			const record = await recordOf(uploadId);
			// A finished upload takes no more bytes: the client only asks for the outcome.
			if (!record?.size || record.outcome) return offset;
			return sendPieces({
				body,
				offset,
				size: record.size,
				pieceBytes: PART_BYTES,
				pieceStart: await tailOf(uploadId, offset),
				send: (position, bytes) => sent(parts.send(bucketKeyOf(uploadId), position, bytes)),
				async storeRest(position, bytes) {
					const metadata = { begins: String(position) };
					await media.put(tailKeyOf(uploadId), bytes, { ...BYTES_TYPE, metadata });
				},
			});
		},
		async withFile(upload, work) {
			const path = join(folder, crypto.randomUUID());
			try {
				await download(upload, path);
				return await work(path);
			} finally {
				await rm(path, { force: true });
			}
		},
		async finish(upload, outcome) {
			const record = new TextEncoder().encode(JSON.stringify({ ...upload, outcome }));
			await media.put(recordKeyOf(upload.id), record, JSON_TYPE);
			// What cannot be removed now expires.
			await media.delete(keyOf(upload.id)).catch(() => {});
			await media.delete(tailKeyOf(upload.id)).catch(() => {});
		},
		async remove(uploadId) {
			// The record first: without it the upload does not exist.
			await media.delete(recordKeyOf(uploadId));
			await answered(parts.removeAll(bucketKeyOf(uploadId)));
		},
		async removeExpired() {
			parts.resetCache();
			await translateErrors(parts.removeAll(base + PREFIX, new Date(Date.now() - retentionMs)));
		},
	};
}

/** Turns errors of the SDK into a `WidthwiseError`. */
async function translateErrors<T>(pending: Promise<T>): Promise<T> {
	try {
		return await pending;
	} catch (error) {
		throw s3Failure(error);
	}
}
