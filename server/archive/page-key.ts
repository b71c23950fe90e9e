/**
 * Names a page of the archive for all visitors.
 *
 * @param origin of the site, as the page's own links name it; `null`: it names none
 * @param cursor `null`: the first page
 *
 * @example
 * pageKey("https://photos.example", null); // "https://photos.example/"
 */
export function pageKey(origin: string | null, cursor: string | null): string {
	return cursor === null ? `${origin}/` : `${origin}/?cursor=${cursor}`;
}
