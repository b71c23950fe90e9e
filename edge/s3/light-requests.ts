import type { IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import {
	formatRange,
	readWhole,
	type S3Headers,
	type S3Page,
	type S3PutOptions,
	type S3Requests,
} from "widthwise/internal";
import type { Send } from "./send.ts";
import { parseXml } from "./xml.ts";

const METADATA = "x-amz-meta-";

/**
 * Sends a store's requests without the SDK. Bodies are sent at once, so they have to fit into memory.
 *
 * @example
 * const requests = createLightRequests(createSend(options));
 * (await requests.head("public/photos/ab/master")).size;
 */
export function createLightRequests(send: Send): S3Requests {
	return {
		head: async (key) => headersOf(await finish(send({ method: "HEAD", key }))),
		async get(key, range, ifMatch) {
			const headers = {
				...(range && { range: formatRange(range) }),
				...(ifMatch && { "if-match": ifMatch }),
			};
			const response = await send({ method: "GET", key, headers });
			return { ...headersOf(response), body: response };
		},
		async put(key, body, options) {
			const bytes = await readWhole(body);
			await finish(send({ method: "PUT", key, headers: putHeaders(options), body: bytes }));
		},
		async delete(key) {
			await finish(send({ method: "DELETE", key }));
		},
		async list(prefix, continuation) {
			const query = {
				"list-type": "2",
				// XML cannot express all characters of keys.
				"encoding-type": "url",
				prefix,
				...(continuation && { "continuation-token": continuation }),
			};
			return readPage(await text(await send({ method: "GET", key: "", query })));
		},
	};
}

/** A connection is used again only after its response has been read. */
async function finish(pending: Promise<IncomingMessage>): Promise<IncomingMessage> {
	const response = await pending;
	for await (const _ of response) {
		// S3 answers these requests with headers.
	}
	return response;
}

function headersOf({ headers }: IncomingMessage): S3Headers {
	const length = headers["content-length"];
	const metadata = Object.entries(headers).flatMap(([name, value]) =>
		name.startsWith(METADATA) ? [[name.slice(METADATA.length), String(value)]] : [],
	);
	return {
		size: length === undefined ? undefined : Number(length),
		contentType: headers["content-type"],
		etag: headers.etag,
		metadata: Object.fromEntries(metadata),
	};
}

function putHeaders(options: S3PutOptions): Readonly<Record<string, string>> {
	const { contentType, metadata = {}, cacheControl, ifAbsent } = options;
	const named = Object.entries(metadata).map(([name, value]) => [METADATA + name, value]);
	return {
		...Object.fromEntries(named),
		"content-type": contentType,
		...(cacheControl && { "cache-control": cacheControl }),
		...(ifAbsent && { "if-none-match": "*" }),
	};
}

function readPage(xml: string): S3Page {
	const page = parseXml(xml, "ListBucketResult");
	const isEncoded = page.text("EncodingType") === "url";
	const keys = page.children("Contents").flatMap((object) => object.text("Key") ?? []);
	return {
		keys: isEncoded ? keys.map(decodeKey) : keys,
		continuation: page.text("NextContinuationToken") || undefined,
	};
}

/** As in the events of S3, a space is a plus sign. */
function decodeKey(key: string): string {
	return decodeURIComponent(key.replaceAll("+", " "));
}
