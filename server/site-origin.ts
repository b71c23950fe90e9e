/**
 * Where visitors find the site, without a slash at the end: as configured, else as this one found it.
 *
 * @example
 * siteOrigin(config, request); // "https://photos.example"
 */
export function siteOrigin(
	config: { readonly siteUrl: string | undefined },
	request: Request,
): string {
	return config.siteUrl ?? new URL(request.url).origin;
}
