import type { KeptText } from "../http/kept-text.ts";

/** How long a document is cached, in milliseconds. */
const MAX_AGE_MS = 60_000;

/**
 * Caches a document for a minute; concurrent callers share one build.
 *
 * @param make builds the document
 * @param now milliseconds on a monotonic clock
 * @returns the document; rejects as `make` does, and does not cache failures
 *
 * @example
 * const sitemap = createCachedDocument(async () =>
 *   keepText(formatSitemap(await links(), origin, site), { "Content-Type": "application/xml" }),
 * );
 * const { text } = await sitemap();
 */
export function createCachedDocument(
	make: () => Promise<KeptText>,
	now: () => number = () => performance.now(),
): () => Promise<KeptText> {
	type Cached = { readonly until: number; readonly document: Promise<KeptText> };
	let cached: Cached | undefined;
	return () => {
		if (cached && now() < cached.until) return cached.document;
		const document = make();
		const built: Cached = { until: now() + MAX_AGE_MS, document };
		cached = built;
		document.catch(() => {
			if (cached === built) cached = undefined;
		});
		return document;
	};
}
