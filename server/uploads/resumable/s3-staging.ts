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
import { notKept, type Staged, type StagedRecord, type Staging, stagedOf } from "./staging.ts";

/** What all keys begin with; the audit and the bucket's event look elsewhere. */
const PREFIX = "resumable/";

/** Milliseconds that a part may take, or putting parts together: a slow line, and several attempts. */
const SEND_LIMIT_MS = 180_000;

const JSON_TYPE = { contentType: "application/json" };
const BYTES_TYPE = { contentType: "application/octet-stream" };

/**
 * Keeps unfinished uploads in the media store's bucket, where any server can go on with them:
 *
 * - `resumable/<id>.json`: what is known of an upload; in the end, what became of it
 * - `resumable/<id>`: its bytes, a multipart upload until they are whole
 * - `resumable/<id>.tail`: bytes after the last whole part, and at which offset they begin: after a
 *   death in between, a tail may be older than the parts, and then it counts no more
 *
 * A server that dies loses what came after the last part or the last request, whichever was later.
 *
 * @param options.place where the media store is
 * @param options.media the media store
 * @param options.folder for whole uploads while they are received, made if need be
 * @param options.keepMs how long an upload may take, in milliseconds
 *
 * @example
 * const staging = await openS3Staging({ place, media, folder, keepMs: 86_400_000 });
 */
export async function openS3Staging(options: {
	readonly place: S3StoreOptions;
	readonly media: Store;
	readonly folder: string;
	readonly keepMs: number;
}): Promise<Staging> {
	const { place, media, folder, keepMs } = options;
	const base = place.prefix ? `${place.prefix}/` : "";
	const parts = new S3Parts(place);
	// A server that takes no more bytes would be waited for for ever.
	const sent = <T>(asked: Promise<T>): Promise<T> => asOurs(within(SEND_LIMIT_MS, asked));
	const answered = <T>(asked: Promise<T>): Promise<T> =>
		asOurs(within(place.responseTimeoutMs ?? RESPONSE_TIMEOUT_MS, asked));
	const collectBuffers = createBufferCollector();
	await mkdir(folder, { recursive: true });
	await cleanLeftovers(folder);

	const keyOf = (uploadId: string): string => PREFIX + uploadId;
	const wholeKeyOf = (uploadId: string): string => base + keyOf(uploadId);
	const recordKeyOf = (uploadId: string): string => `${keyOf(uploadId)}.json`;
	const tailKeyOf = (uploadId: string): string => `${keyOf(uploadId)}.tail`;

	async function recordOf(uploadId: string): Promise<StagedRecord | null> {
		const object = await media.get(recordKeyOf(uploadId));
		if (!object) return null;
		return JSON.parse(new TextDecoder().decode(await object.bytes()));
	}
	/** Bytes that are safe; `null` if there are none and never will be. */
	async function offsetOf(uploadId: string): Promise<number | null> {
		const inParts = await answered(parts.bytesInParts(wholeKeyOf(uploadId)));
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
	/** The bytes after the last whole part, up to an offset. */
	async function tailOf(uploadId: string, offset: number): Promise<Uint8Array> {
		const count = offset % PART_BYTES;
		if (count === 0) return new Uint8Array();
		const tail = await media.get(tailKeyOf(uploadId));
		if (tail?.metadata.begins === String(offset - count) && tail.size >= count) {
			return (await tail.bytes()).subarray(0, count);
		}
		throw new WidthwiseError("busy", "The upload has changed meanwhile: try again");
	}
	async function whole({ id, size = 0 }: Upload) {
		// All parts may be there, but their server died before it put them together.
		const object = await media.get(keyOf(id));
		if (object) return object;
		await sent(parts.complete(wholeKeyOf(id), size));
		return media.get(keyOf(id));
	}
	async function bring(upload: Upload, path: string): Promise<void> {
		const object = await whole(upload);
		if (!object || object.size !== upload.size) {
			throw new WidthwiseError("truncated-file", "The file did not arrive whole: upload it again");
		}
		const file = await open(path, "wx");
		try {
			for await (const chunk of object.stream()) {
				await file.writeFile(chunk);
				collectBuffers(chunk.length);
			}
		} catch (error) {
			throw notKept(error);
		} finally {
			await file.close();
		}
	}

	return {
		keepMs,
		async begin(upload) {
			const { upload: inBucket } = stagedOf(upload, wholeKeyOf(upload.id), 0);
			await answered(parts.create(inBucket));
		},
		find,
		firstBytes: tailOf,
		async write(uploadId, offset, body) {
			const record = await recordOf(uploadId);
			// Nothing can be added to what is finished: who tries only wants to hear what became of it.
			if (!record?.size || record.outcome) return offset;
			return sendPieces({
				body,
				offset,
				size: record.size,
				pieceBytes: PART_BYTES,
				begun: await tailOf(uploadId, offset),
				send: (position, bytes) => sent(parts.send(wholeKeyOf(uploadId), position, bytes)),
				async keep(position, bytes) {
					const metadata = { begins: String(position) };
					await media.put(tailKeyOf(uploadId), bytes, { ...BYTES_TYPE, metadata });
				},
			});
		},
		async withFile(upload, work) {
			const path = join(folder, crypto.randomUUID());
			try {
				await bring(upload, path);
				return await work(path);
			} finally {
				await rm(path, { force: true });
			}
		},
		async finish(upload, outcome) {
			const record = new TextEncoder().encode(JSON.stringify({ ...upload, outcome }));
			await media.put(recordKeyOf(upload.id), record, JSON_TYPE);
			// What cannot be removed now is old tomorrow.
			await media.delete(keyOf(upload.id)).catch(() => {});
			await media.delete(tailKeyOf(upload.id)).catch(() => {});
		},
		async remove(uploadId) {
			// First of all what says that there is an upload.
			await media.delete(recordKeyOf(uploadId));
			await answered(parts.removeAll(wholeKeyOf(uploadId)));
		},
		async removeExpired() {
			parts.forgetAll();
			await asOurs(parts.removeAll(base + PREFIX, new Date(Date.now() - keepMs)));
		},
	};
}

/** A failure of the SDK's in our words. */
async function asOurs<T>(pending: Promise<T>): Promise<T> {
	try {
		return await pending;
	} catch (error) {
		throw s3Failure(error);
	}
}
