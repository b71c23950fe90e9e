import type { Photo } from "@widthwise/worker/catalogue";
import { type Store, WidthwiseError } from "widthwise";
import { originalKey } from "widthwise/url";
import { type ByteRange, parseByteRange } from "./byte-range.ts";
import { attachment } from "./content-disposition.ts";

/** Bytes that are read at once for a range. */
const CHUNK_BYTES = 1_000_000;

/**
 * Answers a request for an original: byte for byte, under its own name, in whole or one range of it. No
 * cache may keep it.
 *
 * @throws {WidthwiseError} `not-found` if the media store lacks it
 *
 * @example
 * return originalResponse(request, photo, media);
 */
export async function originalResponse(
	request: Request,
	photo: Pick<Photo, "id" | "filename">,
	media: Pick<Store, "head" | "get" | "getRange">,
): Promise<Response> {
	const key = originalKey(photo.id);
	const info = await media.head(key);
	if (!info) throw new WidthwiseError("not-found", "The original is missing");
	const etag = `"${photo.id}"`;
	const headers = new Headers({
		"Content-Type": info.contentType,
		"Content-Length": String(info.size),
		"Content-Disposition": attachment(photo.filename),
		"Accept-Ranges": "bytes",
		ETag: etag,
		"Cache-Control": "private, no-store",
		"X-Content-Type-Options": "nosniff",
	});
	const range = rangeOf(request, etag, info.size);
	if (range === "unsatisfiable") {
		headers.set("Content-Range", `bytes */${info.size}`);
		headers.set("Content-Length", "0");
		return new Response(null, { status: 416, headers });
	}
	if (request.method === "HEAD") return new Response(null, { headers });
	if (range) {
		headers.set("Content-Range", `bytes ${range.start}-${range.end}/${info.size}`);
		headers.set("Content-Length", String(range.end - range.start + 1));
		return new Response(streamRange(media, key, range), { status: 206, headers });
	}
	const original = await media.get(key);
	if (!original) throw new WidthwiseError("not-found", "The original is missing");
	return new Response(original.stream(), { headers });
}

/** An original never changes under its id, so a range that continues an earlier answer fits to it. */
function rangeOf(request: Request, etag: string, size: number): ByteRange | null | "unsatisfiable" {
	const condition = request.headers.get("if-range");
	if (condition !== null && condition !== etag) return null;
	// Defined for GET only (RFC 9110, 14.2).
	if (request.method !== "GET") return null;
	return parseByteRange(request.headers.get("range"), size);
}

/** Reads a range piece by piece, as fast as the client takes it. */
function streamRange(
	media: Pick<Store, "getRange">,
	key: string,
	{ start, end }: ByteRange,
): ReadableStream<Uint8Array> {
	let next = start;
	return new ReadableStream<Uint8Array>({
		async pull(controller) {
			const last = Math.min(next + CHUNK_BYTES - 1, end);
			const bytes = await media.getRange(key, next, last);
			if (!bytes || bytes.length === 0) {
				throw new WidthwiseError("not-found", "The original was deleted while it was sent");
			}
			controller.enqueue(bytes);
			next += bytes.length;
			if (next > end) controller.close();
		},
	});
}
