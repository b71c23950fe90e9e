import { matchesEtag } from "widthwise/internal";

/** Bytes; a smaller text fits into one packet, compressed or not. */
const MIN_COMPRESSIBLE_BYTES = 1000;

/** Content encodings, the preferred one first. */
const ENCODINGS = ["zstd", "gzip"] as const;

/** A content encoding that we send. */
export type Encoding = (typeof ENCODINGS)[number];

/**
 * A hook that passes all responses of some routes through {@link sendText}.
 *
 * @example
 * app.mapResponse(sendAllText);
 */
export function sendAllText(answer: {
	readonly request: Request;
	readonly responseValue: unknown;
}): Promise<Response> | undefined {
	const { request, responseValue } = answer;
	return responseValue instanceof Response ? sendText(request, responseValue) : undefined;
}

/**
 * Compresses a text response in an encoding that the browser accepts. Adds an ETag unless the
 * response is `no-store`, and answers 304 if the browser has the same text. Not for event streams:
 * it reads the response to its end.
 *
 * @example
 * return sendText(request, Response.json(photos));
 */
export async function sendText(request: Request, response: Response): Promise<Response> {
	if (response.body === null) return response;
	const bytes = new Uint8Array(await response.arrayBuffer());
	const headers = new Headers(response.headers);
	headers.append("Vary", "Accept-Encoding");
	const isCacheable = response.status === 200 && headers.get("cache-control") !== "no-store";
	if (isCacheable) {
		const etag = `W/"${Bun.hash(bytes).toString(36)}"`;
		headers.set("ETag", etag);
		if (matchesEtag(request.headers.get("if-none-match"), etag)) {
			return new Response(null, { status: 304, headers });
		}
	}
	const encoding = chooseEncoding(request);
	const isCompressed = bytes.length >= MIN_COMPRESSIBLE_BYTES && encoding !== undefined;
	if (isCompressed) headers.set("Content-Encoding", encoding);
	const body = isCompressed ? compress(bytes, encoding) : bytes;
	headers.set("Content-Length", String(body.length));
	return new Response(body, { status: response.status, headers });
}

/**
 * Whether a browser accepts an encoding (RFC 9110, 12.5.3).
 *
 * @example
 * acceptsEncoding(request, "gzip");
 */
export function acceptsEncoding(request: Request, encoding: Encoding): boolean {
	const offers = (request.headers.get("accept-encoding") ?? "").toLowerCase().split(",");
	return offers.some((offer) => {
		const [name, ...parameters] = offer.split(";").map((part) => part.trim());
		return name === encoding && !parameters.some((part) => /^q=0(\.0*)?$/.test(part));
	});
}

/**
 * The encoding that we prefer of those that a browser accepts; `undefined` if it accepts none.
 *
 * @example
 * chooseEncoding(request); // "zstd"
 */
export function chooseEncoding(request: Request): Encoding | undefined {
	return ENCODINGS.find((candidate) => acceptsEncoding(request, candidate));
}

/**
 * Compresses bytes.
 *
 * @example
 * compress(new TextEncoder().encode("hello"), "gzip");
 */
export function compress(
	bytes: Uint8Array<ArrayBuffer>,
	encoding: Encoding,
): Uint8Array<ArrayBuffer> {
	if (encoding === "gzip") return Bun.gzipSync(bytes);
	return new Uint8Array(Bun.zstdCompressSync(bytes));
}
