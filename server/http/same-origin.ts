import { AccessError } from "./access-error.ts";

/**
 * Refuses requests that another site's page makes a browser send (cross-site request forgery).
 * Browsers send `Origin` with every write; a request without it does not come from a page. A proxy
 * may replace `Host` with its own name, so the host in the settings is accepted too.
 *
 * @throws {AccessError} `forbidden`
 *
 * @example
 * requireSameOrigin(request, new URL("https://photos.example"));
 */
export function requireSameOrigin(request: Request, site: URL | null): void {
	const origin = request.headers.get("origin");
	if (origin === null) return;
	const host = URL.parse(origin)?.host;
	if (host && (host === request.headers.get("host") || host === site?.host)) return;
	throw new AccessError(
		"forbidden",
		"The request comes from another site's page: send it from this site",
	);
}
