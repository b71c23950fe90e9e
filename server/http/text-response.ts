import { matchesEtag } from "widthwise/internal";

/** Bytes below which compressing saves nothing that a packet would feel. */
const WORTH_COMPRESSING = 1000;

/** How text may travel, best first. */
const ENCODINGS = ["zstd", "gzip"] as const;

type Encoding = (typeof ENCODINGS)[number];

/**
 * A hook that sends every response of some routes by {@link sendText}.
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
 * Text as it leaves: compressed as the visitor's browser likes it, and not sent at all where it has it
 * already. What must not be kept (`no-store`) gets no ETag. To be called for what is text and ends, no
 * stream of events.
 *
 * @example
 * return sendText(request, Response.json(photos));
 */
export async function sendText(request: Request, response: Response): Promise<Response> {
	if (response.body === null) return response;
	const bytes = new Uint8Array(await response.arrayBuffer());
	const headers = new Headers(response.headers);
	headers.append("Vary", "Accept-Encoding");
	const isKept = response.status === 200 && headers.get("cache-control") !== "no-store";
	if (isKept) {
		const etag = `W/"${Bun.hash(bytes).toString(36)}"`;
		headers.set("ETag", etag);
		if (matchesEtag(request.headers.get("if-none-match"), etag)) {
			return new Response(null, { status: 304, headers });
		}
	}
	const encoding = ENCODINGS.find((candidate) => acceptsEncoding(request, candidate));
	if (bytes.length < WORTH_COMPRESSING || encoding === undefined) {
		return new Response(bytes, { status: response.status, headers });
	}
	headers.set("Content-Encoding", encoding);
	return new Response(compress(bytes, encoding), { status: response.status, headers });
}

/**
 * Whether a browser takes an encoding (RFC 9110, 12.5.3).
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

function compress(bytes: Uint8Array<ArrayBuffer>, encoding: Encoding): Uint8Array<ArrayBuffer> {
	if (encoding === "gzip") return Bun.gzipSync(bytes);
	return new Uint8Array(Bun.zstdCompressSync(bytes));
}
