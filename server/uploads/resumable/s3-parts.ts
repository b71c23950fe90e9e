import { Readable } from "node:stream";
import { type MetadataValue, S3Store } from "@tus/s3-store";
import { MemoryKvStore } from "@tus/server";
import { type S3StoreOptions, s3ClientOptions } from "widthwise/store/s3";

/**
 * Bytes of every part but an upload's last: as many as the upload page sends at a time, so that one
 * request is one part. S3 takes no smaller ones than 5 MiB, and at most 10,000, which makes 80 GB.
 */
export const PART_BYTES = 8_000_000;

/**
 * Uploads in a bucket as multipart uploads, by the library's store, in a way that bears two writers and
 * a death at any moment: all parts have the same size, so that part 3 holds the same bytes whoever
 * sends it and how often, and they are sent in order. (The library sends parts of any size, several
 * at once, and counts those that have arrived: after a gap, an upload would go on at a wrong place.)
 * Rejects with what the SDK throws.
 */
export class S3Parts extends S3Store {
	constructor(place: Pick<S3StoreOptions, "bucket" | "region" | "endpoint" | "credentials">) {
		super({
			partSize: PART_BYTES,
			minPartSize: PART_BYTES,
			// Not every server has tags; we look for expired uploads ourselves.
			useTags: false,
			s3ClientConfig: { ...s3ClientOptions(place), bucket: place.bucket },
		});
	}

	/**
	 * Sends the part that begins at an offset; the last one makes an object of them all.
	 *
	 * @param bytes `PART_BYTES` of them, or the rest
	 */
	async send(key: string, offset: number, bytes: Uint8Array): Promise<void> {
		await this.write(Readable.from([bytes]), key, offset);
	}

	/** Makes an object of an upload whose parts are all there. */
	async complete(key: string, size: number): Promise<void> {
		await this.write(Readable.from([]), key, size);
	}

	/** How many bytes from the first on are in parts; `null` if it is no multipart upload any more. */
	async bytesInParts(key: string): Promise<number | null> {
		try {
			const parts = await this.retrieveParts(key);
			const gap = parts.findIndex(({ PartNumber }, i) => PartNumber !== i + 1);
			const whole = gap < 0 ? parts : parts.slice(0, gap);
			return whole.reduce((sum, { Size = 0 }) => sum + Size, 0);
		} catch (error) {
			if (isMissing(error)) return null;
			throw error;
		}
	}

	/**
	 * Removes whatever has a key that begins so, multipart uploads and objects.
	 *
	 * @param before only what is older than this
	 */
	async removeAll(prefix: string, before?: Date): Promise<void> {
		await this.abandonUploads(prefix, before);
		await this.removeObjects(prefix, before);
	}

	private async abandonUploads(prefix: string, before?: Date): Promise<void> {
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

	/** Forgets what it remembers of uploads: of those that are never finished it would for ever. */
	forgetAll(): void {
		this.cache = new MemoryKvStore();
	}

	/** Where an upload is written down. */
	protected override infoKey(key: string): string {
		return `${key}.json`;
	}

	/** What is less than a part is kept elsewhere, where it says at which place it begins. */
	protected override async downloadIncompletePart(): Promise<undefined> {}

	/** From memory, so that the SDK can repeat it, instead of through a file in a common folder. */
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

/** Other servers than Amazon's call a multipart upload that is no more a missing key. */
function isMissing(error: unknown): boolean {
	return error instanceof Error && (error.name === "NoSuchUpload" || error.name === "NoSuchKey");
}
