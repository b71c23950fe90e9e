import { matchesEtag } from "widthwise/internal";
import { chooseEncoding, compress, type Encoding } from "./text-response.ts";

/** A text that is sent often: it is hashed and compressed once, not for each request. */
export type KeptText = {
	readonly text: string;
	/** Answers 200, or 304 if the browser has the same text. */
	respond(request: Request, headers: Readonly<Record<string, string>>): Response;
};

/**
 * Keeps a text with its ETag, and each encoding once it was asked for.
 *
 * @example
 * const kept = keepText(await makeSitemap());
 * return kept.respond(request, { "Content-Type": "application/xml" });
 */
export function keepText(text: string): KeptText {
	const bytes = new TextEncoder().encode(text);
	const etag = `W/"${Bun.hash(bytes).toString(36)}"`;
	const encoded = new Map<Encoding, Uint8Array<ArrayBuffer>>();
	const inEncoding = (encoding: Encoding): Uint8Array<ArrayBuffer> => {
		const kept = encoded.get(encoding) ?? compress(bytes, encoding);
		encoded.set(encoding, kept);
		return kept;
	};
	return {
		text,
		respond(request, common) {
			const headers = new Headers({ ...common, ETag: etag });
			headers.append("Vary", "Accept-Encoding");
			if (matchesEtag(request.headers.get("if-none-match"), etag)) {
				return new Response(null, { status: 304, headers });
			}
			const encoding = chooseEncoding(request);
			if (encoding !== undefined) headers.set("Content-Encoding", encoding);
			const body = encoding === undefined ? bytes : inEncoding(encoding);
			headers.set("Content-Length", String(body.length));
			return new Response(body, { headers });
		},
	};
}
