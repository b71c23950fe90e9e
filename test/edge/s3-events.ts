import { originalKey } from "widthwise/url";

/** Computes a photo's id: the first digits of its original's hash. */
export function idOf(original: Uint8Array): string {
	return new Bun.CryptoHasher("sha256").update(original).digest("hex").slice(0, 32);
}

/** Makes one record of an S3 event, with the key unchanged. */
export function record(key: string, bucket = "media", eventName = "ObjectCreated:Put"): unknown {
	return {
		eventVersion: "2.1",
		eventSource: "aws:s3",
		awsRegion: "us-east-1",
		eventTime: "2026-11-22T00:00:00.000Z",
		eventName,
		s3: {
			s3SchemaVersion: "1.0",
			bucket: { name: bucket, arn: `arn:aws:s3:::${bucket}` },
			object: { key, size: 1024, eTag: "0", sequencer: "0055AED6DCD90281E5" },
		},
	};
}

/** Makes the event that S3 sends after originals are stored. */
export function uploads(...photoIds: readonly string[]): unknown {
	return { Records: photoIds.map((id) => record(originalKey(id))) };
}
