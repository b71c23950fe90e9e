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
import { type PartReader, readFileParts, readParts } from "./parts.ts";

/** Where an object goes and what is kept beside its bytes. */
export type S3Target = {
	readonly Bucket: string;
	readonly Key: string;
	readonly ContentType: string;
	readonly Metadata: Record<string, string>;
	readonly CacheControl: string | undefined;
	/** `*`: only if there is no such object. */
	readonly IfNoneMatch: "*" | undefined;
};

/** An upload in parts that has begun. */
type Begun = {
	readonly Bucket: string;
	readonly Key: string;
	readonly UploadId: string | undefined;
};

/** Bytes of a part: S3 takes no smaller ones but the last, and at most 10,000, which makes 52 GB. */
const PART_BYTES = 5 * 2 ** 20;

/** Parts under way at once, each in a buffer of its own: what an upload costs in memory. */
const PARTS_AT_ONCE = 4;

/** Whether so many bytes are sent in parts. */
export function isSentInParts(size: number): boolean {
	return size > PART_BYTES;
}

/** Stores bytes: at once, or in parts where there are many. Rejects with what the SDK throws. */
export async function upload(
	ask: SendRequest,
	target: S3Target,
	body: Uint8Array | LocalFile,
): Promise<void> {
	const isInMemory = body instanceof Uint8Array;
	const size = isInMemory ? body.length : body.size;
	const reader = isInMemory ? readParts(body) : readFileParts(body);
	try {
		if (isSentInParts(size)) return await uploadParts(ask, target, reader, size);
		// A byte more than needed shows that a file has ended.
		const whole = isInMemory ? body : (await reader.next(new Uint8Array(size + 1)))?.bytes;
		const command = new PutObjectCommand({ ...target, Body: whole ?? new Uint8Array(0) });
		await ask((client, limits) => client.send(command, limits), { bytes: size });
	} finally {
		await reader.close();
	}
}

async function uploadParts(
	ask: SendRequest,
	target: S3Target,
	reader: PartReader,
	size: number,
): Promise<void> {
	const { IfNoneMatch, ...created } = target;
	const { UploadId } = await ask((client, limits) =>
		client.send(new CreateMultipartUploadCommand(created), limits),
	);
	const begun = { Bucket: target.Bucket, Key: target.Key, UploadId };
	try {
		const Parts = await sendParts(ask, begun, reader);
		const whole = { ...begun, IfNoneMatch, MultipartUpload: { Parts } };
		const command = new CompleteMultipartUploadCommand(whole);
		// It takes the server the longer the more there is to put together.
		await ask((client, limits) => client.send(command, limits), { bytes: size });
	} catch (error) {
		// What is left of it would cost money; if this fails too, a rule of the bucket has to remove it.
		await ask((client, limits) =>
			client.send(new AbortMultipartUploadCommand(begun), limits),
		).catch(() => {});
		throw error;
	}
}

/** Several at once; when one fails, the others are given up and nothing more is read. */
async function sendParts(
	ask: SendRequest,
	begun: Begun,
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
			const command = new UploadPartCommand({ ...begun, PartNumber, Body: part.bytes });
			const { ETag } = await ask((client, limits) => client.send(command, limits), {
				bytes: part.bytes.length,
				cancel: failed.signal,
			});
			sent.push({ PartNumber, ETag });
		}
	}
	const workers = Array.from({ length: PARTS_AT_ONCE }, sendSome);
	for (const worker of workers) worker.catch(() => failed.abort());
	await Promise.allSettled(workers);
	// The failure that came first, now that no other part is under way.
	await Promise.all(workers);
	return sent.toSorted((a, b) => (a.PartNumber ?? 0) - (b.PartNumber ?? 0));
}
