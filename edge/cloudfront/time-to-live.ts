/** How long responses are cached: a cache policy and custom error responses, in seconds. */
export type CachePolicy = {
	/** The shortest time for a success, whatever its headers say. */
	readonly minTtl: number;
	/** The longest time for a success, whatever its headers say. */
	readonly maxTtl: number;
	/** The time for a success without `Cache-Control`. */
	readonly defaultTtl: number;
	/** The shortest time for an error, by status. */
	readonly errorMinTtl: Readonly<Record<number, number>>;
};

/** CloudFront's shortest time for an error without a custom error response, in seconds. */
const ERROR_MIN_TTL = 10;

/** Errors that are always cached for a while. */
const CACHED_ERRORS: readonly number[] = [404, 414, 500, 501, 502, 503, 504];

/** Errors that are cached only if their `Cache-Control` says so. */
const ERRORS_CACHED_WITH_MAX_AGE: readonly number[] = [400, 403, 405, 412, 415];

/**
 * Our distribution's policy: images are cached for a year, server errors not at all, missing images
 * for ten seconds.
 */
export const OUR_CACHE_POLICY: CachePolicy = {
	minTtl: 0,
	maxTtl: 31536000,
	defaultTtl: 31536000,
	errorMinTtl: { 400: 10, 403: 10, 404: 10, 500: 0, 502: 0, 503: 0, 504: 0 },
};

/**
 * Returns how long CloudFront caches a response, in seconds: a success for the time in its
 * `Cache-Control`, within the policy's limits; an error at least for the error caching minimum, even
 * with `no-store`.
 *
 * @param cacheControl the response's header; `undefined` if there is none
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Expiration.html
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HTTPStatusCodes.html
 *
 * @example
 * timeToLive(200, "public, max-age=60", OUR_CACHE_POLICY); // 60
 * timeToLive(404, "no-store", OUR_CACHE_POLICY); // 10
 */
export function timeToLive(
	status: number,
	cacheControl: string | undefined,
	policy: CachePolicy,
): number {
	const maxAge = cacheControl === undefined ? null : sharedMaxAge(cacheControl);
	if (status < 400) {
		return Math.min(Math.max(maxAge ?? policy.defaultTtl, policy.minTtl), policy.maxTtl);
	}
	const isCached =
		CACHED_ERRORS.includes(status) || (ERRORS_CACHED_WITH_MAX_AGE.includes(status) && maxAge);
	return isCached ? Math.max(maxAge ?? 0, policy.errorMinTtl[status] ?? ERROR_MIN_TTL) : 0;
}

/**
 * RFC 9111, 5.2.2: `s-maxage` overrides `max-age`. 0 if no shared cache may store the response; `null`
 * if the header names no time.
 */
function sharedMaxAge(cacheControl: string): number | null {
	if (/\b(no-store|no-cache|private)\b/i.test(cacheControl)) return 0;
	const [, seconds] =
		/\bs-maxage=(\d+)/i.exec(cacheControl) ?? /\bmax-age=(\d+)/i.exec(cacheControl) ?? [];
	return seconds === undefined ? null : Number(seconds);
}
