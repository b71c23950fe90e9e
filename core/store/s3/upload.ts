import {
	AbortMultipartUploadCommand,
	type CompletedPart,
	CompleteMultipartUploadCommand,
	CreateMultipartUploadCommand,
	PutObjectCommand,
	UploadPartCommand,
} from "@aws-sdk/client-s3";
import type { LocalFile } from "../store.ts";
import type { SendRequest } from "./connection.ts";
import {
	isSentInParts,
	PART_BYTES,
	type PartReader,
	readFileParts,
	readParts,
	readWhole,
} from "./parts.ts";

/** The location of an object, and its headers. */
export type S3Target = {
	readonly Bucket: string;
	readonly Key: string;
	readonly ContentType: string;
	readonly Metadata: Record<string, string>;
	readonly CacheControl: string | undefined;
	/** `*`: only if the object does not exist. */
	readonly IfNoneMatch: "*" | undefined;
};

/** A multipart upload that has been created. */
type CreatedUpload = {
	readonly Bucket: string;
	readonly Key: string;
	readonly UploadId: string | undefined;
};

/** Parts sent at the same time. Each has a buffer, so they determine the memory of an upload. */
const PARALLEL_PARTS = 4;

/**
 * Stores bytes, in one request or in parts. Rejects with the SDK's error.
 *
 * @throws {WidthwiseError} `unavailable` if a file cannot be read or does not have the size that it
 *   declares
 *
 * @example
 * await upload(sendRequest, target, Uint8Array.of(1, 2));
 */
export async function upload(
	sendRequest: SendRequest,
	target: S3Target,
	body: Uint8Array | LocalFile,
): Promise<void> {
	const size = body instanceof Uint8Array ? body.length : body.size;
	if (!isSentInParts(size)) {
		const command = new PutObjectCommand({ ...target, Body: await readWhole(body) });
		await sendRequest((client, limits) => client.send(command, limits), { bytes: size });
		return;
	}
	const reader = body instanceof Uint8Array ? readParts(body) : readFileParts(body);
	try {
		await uploadParts(sendRequest, target, reader, size);
	} finally {
		await reader.close();
	}
}

async function uploadParts(
	sendRequest: SendRequest,
	target: S3Target,
	reader: PartReader,
	size: number,
): Promise<void> {
	const { IfNoneMatch, ...unconditional } = target;
	const { UploadId } = await sendRequest((client, limits) =>
		client.send(new CreateMultipartUploadCommand(unconditional), limits),
	);
	const created = { Bucket: target.Bucket, Key: target.Key, UploadId };
	try {
		const Parts = await sendParts(sendRequest, created, reader);
		const completed = { ...created, IfNoneMatch, MultipartUpload: { Parts } };
		const command = new CompleteMultipartUploadCommand(completed);
		// The time that the server takes to join the parts grows with their size.
		await sendRequest((client, limits) => client.send(command, limits), { bytes: size });
	} catch (error) {
		// Leftover parts cost money. If aborting fails too, a lifecycle rule of the bucket deletes
		// them.
		await sendRequest((client, limits) =>
			client.send(new AbortMultipartUploadCommand(created), limits),
		).catch(() => {});
		throw error;
	}
}

/** Sends several parts at once. If one fails, cancels the others and stops reading. */
async function sendParts(
	sendRequest: SendRequest,
	created: CreatedUpload,
	reader: PartReader,
): Promise<CompletedPart[]> {
	const sent: CompletedPart[] = [];
	const failed = new AbortController();

	async function sendSome(): Promise<void> {
		const buffer = new Uint8Array(PART_BYTES);
		while (!failed.signal.aborted) {
			const part = await reader.next(buffer);
			if (!part) return;
			const PartNumber = part.number;
			const command = new UploadPartCommand({ ...created, PartNumber, Body: part.bytes });
			const { ETag } = await sendRequest((client, limits) => client.send(command, limits), {
				bytes: part.bytes.length,
				cancel: failed.signal,
			});
			sent.push({ PartNumber, ETag });
		}
	}
	const workers = Array.from({ length: PARALLEL_PARTS }, sendSome);
	for (const worker of workers) worker.catch(() => failed.abort());
	await Promise.allSettled(workers);
	// No part is being sent any more: reject with the first failure.
	await Promise.all(workers);
	return sent.toSorted((a, b) => (a.PartNumber ?? 0) - (b.PartNumber ?? 0));
}
