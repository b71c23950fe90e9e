import type { Store } from "widthwise";
import { masterKey, ORIGINALS_PREFIX, originalKey, PHOTOS_PREFIX } from "widthwise/url";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { PublishAgain } from "../publishing/publish-again.ts";

/**
 * Has photos published again that the catalogue calls published, and of which there is an original, but
 * nothing public.
 *
 * @returns their number
 *
 * @example
 * await publishRestored({ catalogue, media, publicStore, publishAgain }); // 232
 */
export async function publishRestored(parts: {
	readonly catalogue: Pick<Catalogue, "statuses">;
	readonly media: Store;
	readonly publicStore: Store;
	readonly publishAgain: PublishAgain;
}): Promise<number> {
	const statuses = await parts.catalogue.statuses();
	const originals = new Set(await Array.fromAsync(parts.media.list(ORIGINALS_PREFIX)));
	const isToDo = (id: string) => statuses.get(id) === "published" && originals.has(originalKey(id));
	const ids = new Map([...statuses.keys()].filter(isToDo).map((id) => [masterKey(id), id]));
	for await (const key of parts.publicStore.list(PHOTOS_PREFIX)) ids.delete(key);
	for (const id of ids.values()) await parts.publishAgain(id);
	return ids.size;
}
