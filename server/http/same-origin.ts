import { AccessError } from "./access-error.ts";

/**
 * Refuses what another site's page has a browser send (cross-site request forgery). Browsers send
 * `Origin` with every write; a request without one does not come from a page. A proxy may put its
 * own name into `Host`, so the one in the settings counts as well.
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
	throw new AccessError("forbidden", "This must come from a page of this site");
}
