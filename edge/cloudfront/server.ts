import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { createPending, within } from "widthwise/internal";
import type { LocalCloudFront } from "./local-cloudfront.ts";
import type { ViewerRequest } from "./messages.ts";

/** A running server. */
export type CloudFrontServer = {
	/** `http://127.0.0.1:<port>` */
	readonly url: string;
	/** Accepts no more requests, and resolves when those that have arrived are answered. */
	stop(): Promise<void>;
};

/** Milliseconds after which a response that a visitor reads slowly is cut off. */
const GRACE_MS = 5000;

/** The visitor's choice of a point of presence, numbered from 0. */
const POINT_OF_PRESENCE_HEADER = "x-point-of-presence";

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateInvalidation.html */
const INVALIDATION = /^\/2020-05-31\/distribution\/[^/]+\/invalidation$/;
const COMPLETED_INVALIDATION = /^\/2020-05-31\/distribution\/[^/]+\/invalidation\/LOCAL$/;
const COMPLETED = "<Invalidation><Id>LOCAL</Id><Status>Completed</Status></Invalidation>";

/**
 * Serves a local CloudFront on 127.0.0.1. Requests go to its points of presence in turn, or to the one
 * in the header `X-Point-Of-Presence`. It accepts invalidations by CloudFront's own API, for any
 * distribution.
 *
 * @param options.port 0 for a free port
 *
 * @example
 * const server = await serveCloudFront({ cloudFront, pointsOfPresence: 3, port: 0 });
 * await fetch(`${server.url}/media/<id>/a.jpg?width=400`);
 */
export async function serveCloudFront(options: {
	readonly cloudFront: LocalCloudFront;
	readonly pointsOfPresence: number;
	readonly port: number;
}): Promise<CloudFrontServer> {
	const { cloudFront, pointsOfPresence } = options;
	let visitors = 0;

	function choosePointOfPresence(request: IncomingMessage): number {
		const named = Number(request.headers[POINT_OF_PRESENCE_HEADER] ?? Number.NaN);
		const isOne = Number.isInteger(named) && named >= 0 && named < pointsOfPresence;
		return isOne ? named : visitors++ % pointsOfPresence;
	}

	async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
		if (request.method === "POST" && INVALIDATION.test(request.url ?? "")) {
			for (const path of readPaths(await text(request))) cloudFront.invalidate(path);
			response.writeHead(201, { "content-type": "text/xml" }).end(COMPLETED);
			return;
		}
		if (request.method === "GET" && COMPLETED_INVALIDATION.test(request.url ?? "")) {
			response.writeHead(200, { "content-type": "text/xml" }).end(COMPLETED);
			return;
		}
		if (request.method !== "GET" && request.method !== "HEAD") {
			response.writeHead(403, { "content-type": "text/plain" }).end("Only GET and HEAD");
			return;
		}
		const pointOfPresence = choosePointOfPresence(request);
		const answer = await cloudFront.respond(viewerRequest(request), pointOfPresence);
		const { "content-length": _, ...headers } = answer.headers;
		response.writeHead(answer.status, {
			...headers,
			...(answer.status !== 304 && { "content-length": answer.body.length }),
			via: "1.1 local.cloudfront.net (CloudFront)",
			"x-amz-cf-pop": `LOCAL${pointOfPresence}`,
		});
		response.end(request.method === "HEAD" ? undefined : answer.body);
	}

	const responses = createPending();
	const server = createServer((request, response) => {
		responses.add(new Promise((resolve) => response.once("close", resolve)));
		handle(request, response).catch((error: unknown) => {
			response.writeHead(502, { "content-type": "text/plain" }).end(String(error));
		});
	});
	await new Promise<void>((resolve, reject) => {
		server.once("error", reject).listen(options.port, "127.0.0.1", resolve);
	});
	const address = server.address();
	if (address === null || typeof address === "string") throw new Error("The server has no port");
	return {
		url: `http://127.0.0.1:${address.port}`,
		async stop() {
			const closed = new Promise((resolve) => server.close(resolve));
			await within(GRACE_MS, responses.settled(), () => {});
			server.closeAllConnections();
			await closed;
		},
	};
}

/** Our paths contain no characters that XML escapes. */
function readPaths(xml: string): readonly string[] {
	return [...xml.matchAll(/<Path>([^<]*)<\/Path>/g)].map(([, path = ""]) => path);
}

/** Path and query as sent: `url` is the request line's target. */
function viewerRequest({ method = "GET", url = "/", rawHeaders }: IncomingMessage): ViewerRequest {
	const mark = url.indexOf("?");
	const headers: (readonly [string, string])[] = [];
	for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
		headers.push([rawHeaders[i] ?? "", rawHeaders[i + 1] ?? ""]);
	}
	return {
		method,
		path: mark < 0 ? url : url.slice(0, mark),
		query: mark < 0 ? undefined : url.slice(mark + 1),
		headers,
	};
}
