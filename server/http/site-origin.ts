import { WidthwiseError } from "widthwise";
import type { Visitors } from "./visitors.ts";

/** How the site's public URL is found. */
export type SiteAddress = {
	/** Without a slash at the end; `undefined`: as each request says. */
	readonly siteUrl: string | undefined;
	readonly visitors: Pick<Visitors, "originOf">;
};

/**
 * Returns the site's public URL, without a slash at the end: from the settings, otherwise from the
 * request. Visitors can send any `Host`: what has such a URL in it must not be cached for others.
 *
 * @throws {WidthwiseError} `bad-request` if the request's `Host` header is missing or invalid
 *
 * @example
 * siteOrigin(site, request); // "https://photos.example"
 */
export function siteOrigin(site: SiteAddress, request: Request): string {
	const origin = site.siteUrl ?? site.visitors.originOf(request);
	if (origin !== null) return origin;
	throw new WidthwiseError(
		"bad-request",
		"Cannot parse the Host header: must be the site's host name",
	);
}
