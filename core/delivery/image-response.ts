import type { Variant } from "../url/variant.ts";
import { etagOf, matchesEtag } from "./etag.ts";
import type { ReadyImage } from "./variants.ts";

/** An image in memory, with the headers that do not depend on the request. */
export type CachedImage = {
	readonly body: Blob | Uint8Array<ArrayBuffer>;
	/** Bytes of the body. */
	readonly size: number;
	readonly etag: string;
	/** For a hit whose format was requested. */
	readonly headers: Headers;
	/** For a hit whose format was negotiated. */
	readonly negotiatedHeaders: Headers;
};

/**
 * Makes what is kept of an image in memory.
 *
 * @example
 * const cached = await toCached(image, variant, "public, max-age=31536000, immutable");
 */
export async function toCached(
	{ bytes, contentType }: ReadyImage,
	{ cut }: Variant,
	cacheControl: string,
): Promise<CachedImage> {
	const etag = await etagOf(bytes);
	const headers = new Headers({
		"Content-Type": contentType,
		"Cache-Control": cacheControl,
		ETag: etag,
		"X-Content-Type-Options": "nosniff",
		// RFC 9211
		"Cache-Status": "widthwise; hit",
		"Width-Bucket": cut === null ? "master" : String(cut.bucket),
	});
	const negotiatedHeaders = withHeader(headers, "Vary", "Accept");
	return { body: keepBody(bytes), size: bytes.length, etag, headers, negotiatedHeaders };
}

/**
 * For each response, Bun copies bytes, but not a Blob: clients that read slowly share one. Elsewhere, a
 * Blob is read as a stream, which takes longer.
 */
function keepBody(bytes: Uint8Array<ArrayBuffer>): Blob | Uint8Array<ArrayBuffer> {
	return typeof Bun === "undefined" ? bytes : new Blob([bytes]);
}

function withHeader(headers: Headers, name: string, value: string): Headers {
	const copy = new Headers(headers);
	copy.set(name, value);
	return copy;
}

/**
 * Makes the response with an image: 304 if the visitor has it already (RFC 9110, 13.1.2).
 *
 * @param options.isNew whether it was cut for this request
 * @param options.isNegotiated whether its format depends on the `Accept` header
 *
 * @example
 * imageResponse(request, cached, { isNew: false, isNegotiated: true }).status; // 200
 */
export function imageResponse(
	request: Request,
	image: CachedImage,
	options: { readonly isNew: boolean; readonly isNegotiated: boolean },
): Response {
	const { body, size, etag } = image;
	const headers = headersOf(image, options);
	if (matchesEtag(request.headers.get("if-none-match"), etag)) {
		return new Response(null, { status: 304, headers });
	}
	if (request.method === "HEAD") {
		return new Response(null, { headers: withHeader(headers, "Content-Length", String(size)) });
	}
	return new Response(body, { headers });
}

function headersOf(
	image: CachedImage,
	{ isNew, isNegotiated }: { readonly isNew: boolean; readonly isNegotiated: boolean },
): Headers {
	const hitHeaders = isNegotiated ? image.negotiatedHeaders : image.headers;
	return isNew ? withHeader(hitHeaders, "Cache-Status", "widthwise; fwd=miss; stored") : hitHeaders;
}
