import { parseOriginalKey } from "widthwise/url";

/** The location of originals. */
export type OriginalsLocation = {
	/** The media store's bucket. */
	readonly bucket: string;
	/** The prefix of all keys, without a trailing slash; may be empty. */
	readonly prefix: string;
};

/**
 * Returns the ids of the photos whose originals were stored according to an S3 event, each once. It
 * ignores everything else: other buckets, other keys, deletions, S3's test event, values that are not
 * events.
 *
 * @example
 * uploadedPhotos(event, { bucket: "media", prefix: "" }); // ["0123456789abcdef0123456789abcdef"]
 */
export function uploadedPhotos(event: unknown, location: OriginalsLocation): readonly string[] {
	const records = field(event, "Records");
	if (!Array.isArray(records)) return [];
	return [...new Set(records.flatMap((record: unknown) => uploadedPhoto(record, location) ?? []))];
}

function uploadedPhoto(record: unknown, { bucket, prefix }: OriginalsLocation): string | null {
	const name = field(record, "eventName");
	// Some S3 servers add a prefix: s3:ObjectCreated:Put.
	if (typeof name !== "string" || !/^(s3:)?ObjectCreated:/.test(name)) return null;
	const s3 = field(record, "s3");
	if (field(field(s3, "bucket"), "name") !== bucket) return null;
	const key = decodeKey(field(field(s3, "object"), "key"));
	const start = prefix === "" ? "" : `${prefix}/`;
	return key?.startsWith(start) ? parseOriginalKey(key.slice(start.length)) : null;
}

/** Keys in events are form-encoded: percent signs, and `+` for a space. */
function decodeKey(key: unknown): string | null {
	if (typeof key !== "string") return null;
	try {
		return decodeURIComponent(key.replaceAll("+", " "));
	} catch {
		return null;
	}
}

function field(value: unknown, name: string): unknown {
	if (typeof value !== "object" || value === null) return undefined;
	return Object.getOwnPropertyDescriptor(value, name)?.value;
}
