import { WidthwiseError } from "widthwise";
import { errorResponse } from "./error-response.ts";

/** A handler of requests, as Elysia types it. */
type Handle = (...request: readonly unknown[]) => unknown;

/**
 * Wraps a handler so that its routes do not depend on the `Host` header. Bun leaves out scheme and host
 * of a URL if the header is missing or invalid, and routers would then look for the path in the middle
 * of the path. RFC 9112, 3.2 demands 400 for an invalid `Host`; HTTP/1.0 may leave it out.
 *
 * @example
 * app.wrap(withHost);
 */
export function withHost(handle: Handle, request: Request): (request: Request) => unknown {
	if (!request.url.startsWith("/")) return handle;
	if (request.headers.get("host") !== null) return refuse;
	return (bare) => handle(withUrl(bare, `http://localhost${bare.url}`));
}

/** Keeps what Bun's router has found in the path. */
function withUrl(request: Request, url: string): Request {
	const copy = new Request(url, request);
	return "params" in request ? Object.assign(copy, { params: request.params }) : copy;
}

function refuse(): Response {
	const message = "Cannot parse the Host header: must be the site's host name";
	return errorResponse(new WidthwiseError("bad-request", message));
}
