import { WidthwiseError } from "widthwise";

/** The site's public URL, without a slash at the end; `undefined`: the URL of each request. */
export type SiteAddress = { readonly siteUrl: string | undefined };

/**
 * Returns the site's public URL, without a slash at the end: from the settings, otherwise from the
 * request.
 *
 * @throws {WidthwiseError} `bad-request` if the request's `Host` header is missing or invalid
 *
 * @example
 * siteOrigin(site, request); // "https://photos.example"
 */
export function siteOrigin(site: SiteAddress, request: Request): string {
	const origin = site.siteUrl ?? URL.parse(request.url)?.origin;
	if (origin !== undefined) return origin;
	throw new WidthwiseError(
		"bad-request",
		"Cannot parse the Host header: must be the site's host name",
	);
}
