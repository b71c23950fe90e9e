import { matchesEtag } from "widthwise/internal";
import { chooseEncoding, compress, type Encoding } from "./text-response.ts";

/** A text that is sent often: it is hashed and compressed once, not for each request. */
export type KeptText = {
	readonly text: string;
	/** Answers 200, or 304 if the browser has the same text. */
	respond(request: Request): Response;
};

/** What is sent in one encoding. */
type Encoded = { readonly body: Blob; readonly headers: Headers };

/**
 * Keeps a text with its ETag and headers, and each encoding once it was asked for. As Blobs: Bun copies
 * bytes for each response, but not those of a Blob.
 *
 * @example
 * const kept = keepText(await makeSitemap(), { "Content-Type": "application/xml" });
 * return kept.respond(request);
 */
export function keepText(text: string, common: Readonly<Record<string, string>>): KeptText {
	const bytes = new TextEncoder().encode(text);
	const etag = `W/"${Bun.hash(bytes).toString(36)}"`;
	const headers = new Headers({ ...common, ETag: etag });
	headers.append("Vary", "Accept-Encoding");
	const kept = new Map<Encoding | undefined, Encoded>();

	function inEncoding(encoding: Encoding | undefined): Encoded {
		const known = kept.get(encoding);
		if (known) return known;
		const encoded = encodeText(bytes, encoding, headers);
		kept.set(encoding, encoded);
		return encoded;
	}

	/** RFC 9110, 8.6: Bun would send a length of 0 with the answer to HEAD. */
	function notModified({ method }: Request, { body }: Encoded): Headers {
		if (method !== "HEAD") return headers;
		const withLength = new Headers(headers);
		withLength.set("Content-Length", String(body.size));
		return withLength;
	}

	return {
		text,
		respond(request) {
			const encoded = inEncoding(chooseEncoding(request));
			if (matchesEtag(request.headers.get("if-none-match"), etag)) {
				return new Response(null, { status: 304, headers: notModified(request, encoded) });
			}
			return new Response(encoded.body, { headers: encoded.headers });
		},
	};
}

function encodeText(
	bytes: Uint8Array<ArrayBuffer>,
	encoding: Encoding | undefined,
	common: Headers,
): Encoded {
	const body = new Blob([encoding === undefined ? bytes : compress(bytes, encoding)]);
	const headers = new Headers(common);
	if (encoding !== undefined) headers.set("Content-Encoding", encoding);
	headers.set("Content-Length", String(body.size));
	return { body, headers };
}
