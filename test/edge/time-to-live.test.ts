import { expect, test } from "bun:test";
import { OUR_CACHE_POLICY, timeToLive } from "../../edge/cloudfront/time-to-live.ts";

const PLAIN = { minTtl: 60, defaultTtl: 86400, maxTtl: 604800, errorMinTtl: {} };

test.each([
	[200, undefined, 31536000],
	[200, "public, max-age=31536000, immutable", 31536000],
	[200, "max-age=99999999", 31536000],
	[200, "max-age=5, s-maxage=7", 7],
	[200, "no-store", 0],
	[200, "private, max-age=60", 0],
	[404, "public, max-age=60", 60],
	[404, "no-store", 10],
	[503, "no-store", 0],
	[500, undefined, 0],
	[400, undefined, 0],
	[400, "max-age=1", 10],
	[418, "max-age=60", 0],
])("our distribution caches %d with %p for %d s", (status, cacheControl, seconds) => {
	expect(timeToLive(status, cacheControl, OUR_CACHE_POLICY)).toBe(seconds);
});

test.each([
	[200, undefined, 86400],
	[200, "no-cache", 60],
	[200, "max-age=1", 60],
	// Without a custom error response, a failure with no-store is cached for ten seconds.
	[503, "no-store", 10],
	[404, undefined, 10],
])("CloudFront by default caches %d with %p for %d s", (status, cacheControl, seconds) => {
	expect(timeToLive(status, cacheControl, PLAIN)).toBe(seconds);
});
