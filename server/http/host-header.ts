import { WidthwiseError } from "widthwise";
import { errorResponse } from "./error-response.ts";

/** A handler of requests, as Elysia types it. */
type Handle = (...request: readonly unknown[]) => unknown;

/**
 * Makes the function that wraps a handler so that its routes do not depend on the `Host` header. Bun leaves out scheme and host
 * of a URL if the header is missing or invalid, and routers would then look for the path in the middle
 * of the path. RFC 9112, 3.2 demands 400 for an invalid `Host`; HTTP/1.0 may leave it out.
 *
 * @param wrap wraps all handlers, also that of a request that is refused
 *
 * @example
 * app.wrap(createWithHost(requests.wrap));
 */
export function createWithHost(
	wrap: (handle: Handle) => (request: Request) => unknown,
): (handle: Handle, request: Request) => (request: Request) => unknown {
	const refuseIt = wrap(refuse);
	return (handle, request) => {
		const respond = wrap(handle);
		if (!request.url.startsWith("/")) return respond;
		if (request.headers.get("host") !== null) return refuseIt;
		return (bare) => respond(withUrl(bare, `http://localhost${bare.url}`));
	};
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
