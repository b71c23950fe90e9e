/**
 * An image handler for `node:http`, Express and Connect.
 *
 * @module
 */

import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { checkPart } from "../arguments/check-part.ts";
import type { ImageHandler } from "../handler/image-handler.ts";

/** A handler of `node:http`, and a middleware of Express and Connect. */
export type NodeHandler = (
	request: IncomingMessage & { readonly originalUrl?: string },
	response: ServerResponse,
	next?: (error?: unknown) => void,
) => void;

/**
 * Makes a handler for `node:http`, Express, Connect and Fastify's `@fastify/middie`. Requests that are
 * not for images go to `next`, or get 404 if there is none. A client that goes away aborts the request.
 *
 * @throws {WidthwiseError} `invalid-argument` for what is no handler
 *
 * @example
 * import { createServer } from "node:http";
 *
 * const server = createServer(toNodeHandler(images)).listen(3000);
 * process.once("SIGTERM", () => server.close(() => images.close()));
 */
export function toNodeHandler(images: Pick<ImageHandler, "handle" | "respond">): NodeHandler {
	checkPart(images, ["handle", "respond"], "images must be made by createImageHandler()");
	return (incoming, outgoing, next) => {
		const request = toRequest(incoming, outgoing);
		const answer = next ? images.handle(request) : images.respond(request);
		if (answer === null) return next?.();
		Promise.resolve(answer)
			.then((response) => sendResponse(response, outgoing))
			// The client went away, or the body failed: what was sent cannot be taken back.
			.catch(() => outgoing.destroy());
	};
}

/** `originalUrl` is the whole path, where a router has removed the start of `url`. */
function toRequest(incoming: Parameters<NodeHandler>[0], outgoing: ServerResponse): Request {
	const aborting = new AbortController();
	outgoing.once("close", () => outgoing.writableFinished || aborting.abort());
	const headers = new Headers();
	for (const name of ["accept", "if-none-match"]) {
		const value = incoming.headers[name];
		if (value !== undefined) headers.set(name, String(value));
	}
	const path = incoming.originalUrl ?? incoming.url ?? "";
	// The host is not used. A target that is no path (RFC 9112, 3.2) is no image.
	const url = `http://localhost${path.startsWith("/") ? path : "/"}`;
	// `Request` throws for these methods, which are refused anyway.
	const isForbidden = /^(CONNECT|TRACE|TRACK)$/i.test(incoming.method ?? "");
	const method = isForbidden ? "POST" : (incoming.method ?? "GET");
	return new Request(url, { method, headers, signal: aborting.signal });
}

async function sendResponse(response: Response, outgoing: ServerResponse): Promise<void> {
	outgoing.writeHead(response.status, Object.fromEntries(response.headers));
	if (response.body) await pipeline(Readable.from(response.body), outgoing);
	else outgoing.end();
}
