import { WidthwiseError } from "widthwise";

/** Where visitors find the site, without a slash at the end; `undefined`: wherever they found it. */
export type SiteAddress = { readonly siteUrl: string | undefined };

/**
 * Where visitors find the site, without a slash at the end: as the settings say, else as this visitor
 * found it.
 *
 * @throws {WidthwiseError} `bad-request` if it found none: its `Host` is missing or no name
 *
 * @example
 * siteOrigin(site, request); // "https://photos.example"
 */
export function siteOrigin(site: SiteAddress, request: Request): string {
	const origin = site.siteUrl ?? URL.parse(request.url)?.origin;
	if (origin !== undefined) return origin;
	throw new WidthwiseError("bad-request", "Cannot read the header Host: must be the site's name");
}
