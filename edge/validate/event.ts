import { parseOriginalKey } from "widthwise/url";

/** Which uploads are ours. */
export type UploadPlace = {
	/** The media store's bucket. */
	readonly bucket: string;
	/** What its keys begin with, without a slash at its end; or empty. */
	readonly prefix: string;
};

/**
 * The photos whose originals an S3 event says were stored, each once. Whatever else the event holds is
 * passed over: other buckets, other keys, deletions, S3's own test event, things that are no event.
 *
 * @example
 * uploadedPhotos(event, { bucket: "media", prefix: "" }); // ["0123456789abcdef0123456789abcdef"]
 */
export function uploadedPhotos(event: unknown, place: UploadPlace): readonly string[] {
	const records = field(event, "Records");
	if (!Array.isArray(records)) return [];
	return [...new Set(records.flatMap((record: unknown) => uploadedPhoto(record, place) ?? []))];
}

function uploadedPhoto(record: unknown, { bucket, prefix }: UploadPlace): string | null {
	const name = field(record, "eventName");
	// Some S3 servers write the name in full: s3:ObjectCreated:Put.
	if (typeof name !== "string" || !/^(s3:)?ObjectCreated:/.test(name)) return null;
	const s3 = field(record, "s3");
	if (field(field(s3, "bucket"), "name") !== bucket) return null;
	const key = decodeKey(field(field(s3, "object"), "key"));
	const start = prefix === "" ? "" : `${prefix}/`;
	return key?.startsWith(start) ? parseOriginalKey(key.slice(start.length)) : null;
}

/** Keys in events are encoded as in a form: percent signs, and `+` for a space. */
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
