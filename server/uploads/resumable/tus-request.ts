import { AccessError } from "../../http/access-error.ts";

/** The headers of extensions that are not supported, with the extensions' names (tus 1.0). */
const UNSUPPORTED = [
	["upload-defer-length", "creation-defer-length"],
	["upload-concat", "concatenation"],
	["upload-checksum", "checksum"],
] as const;

/** The methods of the protocol that have no body. */
const WITHOUT_BODY = ["HEAD", "DELETE", "OPTIONS"];

/**
 * The refusal of a request that uses an extension of the tus protocol that is not supported; `null` for
 * other requests. Ignoring a checksum would promise a check that is not done.
 *
 * @example
 * unsupported(request)?.message; // "The tus extension checksum is not supported: see Tus-Extension"
 */
export function unsupported(request: Request): AccessError | null {
	const found = UNSUPPORTED.find(([header]) => request.headers.get(header) !== null);
	if (!found) return null;
	const message = `The tus extension ${found[1]} is not supported: see Tus-Extension`;
	return new AccessError("not-supported", message);
}

/**
 * The request with the method that `X-HTTP-Method-Override` names: servers must interpret it as that
 * method (tus 1.0, "X-HTTP-Method-Override").
 *
 * @example
 * withOverride(request).method; // "PATCH"
 */
export function withOverride(request: Request): Request {
	const method = request.headers.get("x-http-method-override")?.toUpperCase();
	if (method === undefined || !/^(?:POST|PATCH|HEAD|DELETE|OPTIONS)$/.test(method)) return request;
	const { url, headers } = request;
	return WITHOUT_BODY.includes(method)
		? new Request(url, { method, headers })
		: new Request(request, { method });
}
