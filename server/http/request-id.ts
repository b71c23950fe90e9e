/** Proxies such as nginx and Traefik send it; no standard describes it. */
export const REQUEST_ID = "X-Request-Id";

/** What a log can quote. */
const VALID = /^[\w.-]{1,64}$/;

/**
 * Gives a request its id: what `X-Request-Id` says if a trusted proxy forwarded it, else a new one.
 * The header then has that id, also in copies of the request.
 *
 * @param isForwarded says whether the connection comes from a trusted proxy; is asked if need be
 *
 * @example
 * nameRequest(request, () => false); // "9b2a1f0e-…"
 */
export function nameRequest(request: Request, isForwarded: () => boolean): string {
	const sent = request.headers.get(REQUEST_ID);
	if (sent !== null && VALID.test(sent) && isForwarded()) return sent;
	const id = crypto.randomUUID();
	request.headers.set(REQUEST_ID, id);
	return id;
}

/**
 * The id that a request was given; `undefined` for one that has none yet.
 *
 * @example
 * log.error(error, { requestId: requestIdOf(request) });
 */
export function requestIdOf(request: Request): string | undefined {
	return request.headers.get(REQUEST_ID) ?? undefined;
}
