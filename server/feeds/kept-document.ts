/** How long a document is kept, in milliseconds. */
const KEEP_MS = 60_000;

/**
 * Keeps a document for a minute, and makes it once for all who ask meanwhile. Only the last site's: a
 * visitor may claim any, and must not fill the memory.
 *
 * @param make writes the document for a site, which is where it says it is
 * @param now milliseconds on a clock that never goes back
 * @returns the document in UTF-8; rejects as `make` does, and keeps no failure
 *
 * @example
 * const sitemap = createKeptDocument(async (origin) => formatSitemap(await links(), origin, site));
 * const bytes = await sitemap("https://photos.example");
 */
export function createKeptDocument(
	make: (origin: string) => Promise<string>,
	now: () => number = () => performance.now(),
): (origin: string) => Promise<Uint8Array<ArrayBuffer>> {
	type Kept = {
		readonly origin: string;
		readonly until: number;
		readonly bytes: Promise<Uint8Array<ArrayBuffer>>;
	};
	let kept: Kept | undefined;
	return (origin) => {
		if (kept?.origin === origin && now() < kept.until) return kept.bytes;
		const bytes = make(origin).then((text) => new TextEncoder().encode(text));
		const made: Kept = { origin, until: now() + KEEP_MS, bytes };
		kept = made;
		bytes.catch(() => {
			if (kept === made) kept = undefined;
		});
		return bytes;
	};
}
