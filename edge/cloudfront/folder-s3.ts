import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Store } from "widthwise";
import type { ObjectInfo } from "widthwise/store";

/** A server that speaks S3's protocol. */
export type StoreServer = {
	/** `http://127.0.0.1:<port>` */
	readonly url: string;
	stop(): Promise<void>;
};

const METADATA = "x-amz-meta-";

/**
 * Serves stores as S3 buckets, so that the edge's Lambdas can use a folder. It implements the part of
 * S3's protocol that our functions use (`GetObject`, `HeadObject`, `PutObject`, `DeleteObject`,
 * `ListObjectsV2` of a prefix, path-style URLs). For local use only: it listens on 127.0.0.1 and does not check signatures.
 *
 * @param buckets the stores by bucket name
 *
 * @example
 * const server = await serveStoresAsS3({ public: createFolderStore({ folder: "/srv/photos/public" }) });
 */
export async function serveStoresAsS3(
	buckets: Readonly<Record<string, Store>>,
): Promise<StoreServer> {
	async function get(
		store: Store,
		key: string,
		method: string,
		response: ServerResponse,
	): Promise<void> {
		const object = await store.get(key);
		if (!object) return refuse(response, 404, "NoSuchKey");
		const bytes = await object.bytes();
		response.writeHead(200, headersOf(object, bytes));
		response.end(method === "HEAD" ? undefined : bytes);
	}

	async function put(
		store: Store,
		key: string,
		request: IncomingMessage,
		response: ServerResponse,
	): Promise<void> {
		if (String(request.headers["x-amz-content-sha256"]).startsWith("STREAMING-")) {
			return refuse(response, 501, "NotImplemented");
		}
		const body = Buffer.concat(await request.toArray());
		const isPut = await store.put(key, body, {
			contentType: request.headers["content-type"] ?? "application/octet-stream",
			metadata: metadataOf(request),
			ifAbsent: request.headers["if-none-match"] === "*",
		});
		if (!isPut) return refuse(response, 412, "PreconditionFailed");
		response.writeHead(200, { etag: etagOf(body) }).end();
	}

	async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const [path = "", query = ""] = (request.url ?? "").split("?");
		const [, bucket = "", key = ""] =
			/^\/([^/]*)(?:\/(.*))?$/s.exec(decodeURIComponent(path)) ?? [];
		const store = buckets[bucket];
		if (!store) return refuse(response, 404, "NoSuchBucket");
		const method = request.method ?? "";
		if (key === "" && method === "GET") return list(store, query, response);
		if (method === "PUT") return put(store, key, request, response);
		if (method === "GET" || method === "HEAD") return get(store, key, method, response);
		if (method !== "DELETE") return refuse(response, 501, "NotImplemented");
		await store.delete(key);
		response.writeHead(204).end();
	}

	/** All keys in one page: our functions list what belongs to a photo. */
	async function list(store: Store, query: string, response: ServerResponse): Promise<void> {
		const prefix = new URLSearchParams(query).get("prefix") ?? "";
		const keys = await Array.fromAsync(store.list(prefix));
		const contents = keys.map((key) => `<Contents><Key>${key}</Key></Contents>`).join("");
		response.writeHead(200, { "content-type": "application/xml" });
		response.end(`<ListBucketResult>${contents}</ListBucketResult>`);
	}

	const server = createServer((request, response) => {
		handle(request, response).catch(() => refuse(response, 500, "InternalError"));
	});
	await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
	const address = server.address();
	if (address === null || typeof address === "string") throw new Error("The server has no port");
	return {
		url: `http://127.0.0.1:${address.port}`,
		async stop() {
			const closed = new Promise((resolve) => server.close(resolve));
			server.closeAllConnections();
			await closed;
		},
	};
}

function headersOf(object: ObjectInfo, bytes: Uint8Array): Record<string, string | number> {
	const metadata = Object.entries(object.metadata).map(([name, value]) => [METADATA + name, value]);
	return {
		...Object.fromEntries(metadata),
		"content-type": object.contentType,
		"content-length": bytes.length,
		// Objects in the public store never change.
		"cache-control": "public, max-age=31536000, immutable",
		etag: etagOf(bytes),
	};
}

function metadataOf({ headers }: IncomingMessage): Record<string, string> {
	return Object.fromEntries(
		Object.entries(headers)
			.filter(([name]) => name.startsWith(METADATA))
			.map(([name, value]) => [name.slice(METADATA.length), String(value)]),
	);
}

function etagOf(bytes: Uint8Array): string {
	return `"${createHash("md5").update(bytes).digest("hex")}"`;
}

function refuse(response: ServerResponse, status: number, code: string): void {
	response.writeHead(status, { "content-type": "application/xml" });
	response.end(`<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code></Error>`);
}
