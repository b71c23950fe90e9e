/** The methods that images are served with; `OPTIONS` only lists them. */
const ALLOW = "GET, HEAD, OPTIONS";

/**
 * Responds to a request with another method than `GET` or `HEAD`: to `OPTIONS` with the list of methods
 * (RFC 9110, 9.3.7), to others with 405 (15.5.6). `null` for `GET` and `HEAD`.
 *
 * @example
 * respondToMethod("POST")?.status; // 405
 * respondToMethod("GET"); // null
 */
export function respondToMethod(method: string): Response | null {
	if (method === "GET" || method === "HEAD") return null;
	const headers = { Allow: ALLOW, "Cache-Control": "no-store" };
	if (method === "OPTIONS") return new Response(null, { status: 204, headers });
	const error = { code: "bad-request", message: `Images can only be read: ${ALLOW}` };
	return Response.json({ error }, { status: 405, headers });
}
