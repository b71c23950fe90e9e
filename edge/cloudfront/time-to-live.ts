/** How long answers are kept; as a cache policy and custom error responses say it. */
export type CachePolicy = {
	/** Seconds; the shortest and the longest a success is kept, whatever its headers say. */
	readonly minTtl: number;
	readonly maxTtl: number;
	/** Seconds that a success without `Cache-Control` is kept. */
	readonly defaultTtl: number;
	/** Seconds that an error is kept at least, by status. */
	readonly errorMinTtl: Readonly<Record<number, number>>;
};

/** What CloudFront does where no custom error response says otherwise, in seconds. */
const ERROR_MIN_TTL = 10;

/** Errors that are always kept for a while; the others only where a `Cache-Control` says so. */
const KEPT_ERRORS: readonly number[] = [404, 414, 500, 501, 502, 503, 504];
const KEPT_WITH_MAX_AGE: readonly number[] = [400, 403, 405, 412, 415];

/**
 * Our distribution: images are kept for a year, errors of ours not at all, what is not there for ten
 * seconds.
 */
export const OUR_CACHE_POLICY: CachePolicy = {
	minTtl: 0,
	maxTtl: 31536000,
	defaultTtl: 31536000,
	errorMinTtl: { 400: 10, 403: 10, 404: 10, 500: 0, 502: 0, 503: 0, 504: 0 },
};

/**
 * How long CloudFront keeps an answer, in seconds. A success as long as its `Cache-Control` says,
 * within the policy's limits. An error at least the error caching minimum, even if it says `no-store`.
 *
 * @param cacheControl the answer's header; `undefined` where there is none
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
	const said = cacheControl === undefined ? null : sharedMaxAge(cacheControl);
	if (status < 400) {
		return Math.min(Math.max(said ?? policy.defaultTtl, policy.minTtl), policy.maxTtl);
	}
	const isKept = KEPT_ERRORS.includes(status) || (KEPT_WITH_MAX_AGE.includes(status) && said);
	return isKept ? Math.max(said ?? 0, policy.errorMinTtl[status] ?? ERROR_MIN_TTL) : 0;
}

/** RFC 9111, 5.2.2: `s-maxage` before `max-age`; 0 for what no shared cache may keep; `null`: it does not say. */
function sharedMaxAge(cacheControl: string): number | null {
	if (/\b(no-store|no-cache|private)\b/i.test(cacheControl)) return 0;
	const [, seconds] =
		/\bs-maxage=(\d+)/i.exec(cacheControl) ?? /\bmax-age=(\d+)/i.exec(cacheControl) ?? [];
	return seconds === undefined ? null : Number(seconds);
}
