/** How long a document is cached, in milliseconds. */
const MAX_AGE_MS = 60_000;

/**
 * Caches a document for a minute; concurrent callers share one build. Only the last origin's
 * document is cached, because visitors can send any `Host` and must not fill the memory.
 *
 * @param make builds the document for an origin
 * @param now milliseconds on a monotonic clock
 * @returns the document in UTF-8; rejects as `make` does, and does not cache failures
 *
 * @example
 * const sitemap = createCachedDocument(async (origin) => formatSitemap(await links(), origin, site));
 * const bytes = await sitemap("https://photos.example");
 */
export function createCachedDocument(
	make: (origin: string) => Promise<string>,
	now: () => number = () => performance.now(),
): (origin: string) => Promise<Uint8Array<ArrayBuffer>> {
	type Cached = {
		readonly origin: string;
		readonly until: number;
		readonly bytes: Promise<Uint8Array<ArrayBuffer>>;
	};
	let cached: Cached | undefined;
	return (origin) => {
		if (cached?.origin === origin && now() < cached.until) return cached.bytes;
		const bytes = make(origin).then((text) => new TextEncoder().encode(text));
		const built: Cached = { origin, until: now() + MAX_AGE_MS, bytes };
		cached = built;
		bytes.catch(() => {
			if (cached === built) cached = undefined;
		});
		return bytes;
	};
}
