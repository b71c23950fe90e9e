import { Readable } from "node:stream";
import { type MetadataValue, S3Store } from "@tus/s3-store";
import { MemoryKvStore } from "@tus/server";
import { type S3StoreOptions, s3ClientOptions } from "widthwise/store/s3";

/**
 * Bytes of every part except an upload's last: as many as the upload page sends in one request, so
 * that one request is one part. S3 requires at least 5 MiB and allows 10,000 parts, so 80 GB in
 * total.
 */
export const PART_BYTES = 8_000_000;

/**
 * Stores uploads as S3 multipart uploads with the tus library's store, but safe for two writers and
 * for a crash at any moment: all parts have the same size and are sent in order, so that part 3
 * always has the same bytes, whichever server sends it and however often. (The library sends parts
 * of any size, several at once, and counts those that have arrived: after a gap, an upload would
 * continue at a wrong offset.) Rejects with what the SDK throws.
 */
export class S3Parts extends S3Store {
	constructor(location: Pick<S3StoreOptions, "bucket" | "region" | "endpoint" | "credentials">) {
		super({
			partSize: PART_BYTES,
			minPartSize: PART_BYTES,
			// Not all S3 servers have tags. We find expired uploads ourselves.
			useTags: false,
			s3ClientConfig: { ...s3ClientOptions(location), bucket: location.bucket },
		});
	}

	/**
	 * Sends the part that begins at an offset; the last part completes the multipart upload.
	 *
	 * @param bytes a full part of `PART_BYTES`, or the last part
	 */
	async send(key: string, offset: number, bytes: Uint8Array): Promise<void> {
		await this.write(Readable.from([bytes]), key, offset);
	}

	/** Completes a multipart upload that has all its parts. */
	async complete(key: string, size: number): Promise<void> {
		await this.write(Readable.from([]), key, size);
	}

	/** Sums the bytes of the parts up to the first gap; `null` if the multipart upload has ended. */
	async bytesInParts(key: string): Promise<number | null> {
		try {
			const parts = await this.retrieveParts(key);
			const gap = parts.findIndex(({ PartNumber }, i) => PartNumber !== i + 1);
			const contiguous = gap < 0 ? parts : parts.slice(0, gap);
			return contiguous.reduce((sum, { Size = 0 }) => sum + Size, 0);
		} catch (error) {
			if (isMissing(error)) return null;
			throw error;
		}
	}

	/**
	 * Removes all multipart uploads and objects whose keys start with a prefix.
	 *
	 * @param before only those that are older
	 */
	async removeAll(prefix: string, before?: Date): Promise<void> {
		await this.abortUploads(prefix, before);
		await this.removeObjects(prefix, before);
	}

	private async abortUploads(prefix: string, before?: Date): Promise<void> {
		const { bucket: Bucket, client } = this;
		let markers = {};
		for (let isMore = true; isMore; ) {
			const page = await client.listMultipartUploads({ Bucket, Prefix: prefix, ...markers });
			for (const { Key, UploadId, Initiated } of page.Uploads ?? []) {
				if (before && Initiated && Initiated > before) continue;
				await client.abortMultipartUpload({ Bucket, Key, UploadId }).catch((error: unknown) => {
					if (!isMissing(error)) throw error;
				});
			}
			isMore = page.IsTruncated === true;
			markers = { KeyMarker: page.NextKeyMarker, UploadIdMarker: page.NextUploadIdMarker };
		}
	}

	private async removeObjects(prefix: string, before?: Date): Promise<void> {
		const { bucket: Bucket, client } = this;
		let ContinuationToken: string | undefined;
		do {
			const page = await client.listObjectsV2({ Bucket, Prefix: prefix, ContinuationToken });
			for (const { Key, LastModified } of page.Contents ?? []) {
				if (before && LastModified && LastModified > before) continue;
				await client.deleteObject({ Bucket, Key });
			}
			ContinuationToken = page.NextContinuationToken;
		} while (ContinuationToken);
	}

	/** Clears the library's cache of records, in which unfinished uploads would stay for ever. */
	resetCache(): void {
		this.cache = new MemoryKvStore();
	}

	/** The key of an upload's record. */
	protected override infoKey(key: string): string {
		return `${key}.json`;
	}

	/** Incomplete parts are stored by the staging, together with the offset at which they begin. */
	protected override async downloadIncompletePart(): Promise<undefined> {}

	/**
	 * Sends a part from memory, so that the SDK can retry, instead of from a file in a shared folder.
	 */
	protected override async uploadParts(
		upload: MetadataValue,
		body: Readable,
		_nextNumber: number,
		offset: number,
	): Promise<number> {
		const [bytes]: Uint8Array[] = await body.toArray();
		if (!bytes) return 0;
		const part = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
		await this.uploadPart(upload, part, 1 + offset / PART_BYTES);
		return part.length;
	}
}

/** `NoSuchKey`: some S3 servers report an ended multipart upload as a missing key. */
function isMissing(error: unknown): boolean {
	return error instanceof Error && (error.name === "NoSuchUpload" || error.name === "NoSuchKey");
}
