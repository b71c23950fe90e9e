import { type Store, verdictKey } from "widthwise";
import type { Findings } from "./audit.ts";
import type { Catalogue } from "./catalogue/catalogue.ts";
import type { Invalidate } from "./cdn.ts";
import type { PhotoLock } from "./photo-lock.ts";
import type { PhotoQueue } from "./queue.ts";
import { createRemoveObjects } from "./remove-objects.ts";

/** Cures what an audit found, as far as that can be done without losing anything. Safe to repeat. */
export type Repair = (findings: Findings) => Promise<void>;

/**
 * Makes the function that cures what an audit found: what is in a store but not in the catalogue is
 * removed, also from the CDN; what has lost its master, or failed because something was away, is
 * published again. A lost original cannot be cured.
 *
 * @example
 * const repair = createRepair({ catalogue, queue, media, publicStore, lock, invalidate });
 * await repair(await audit());
 */
export function createRepair(options: {
	readonly catalogue: Catalogue;
	readonly queue: PhotoQueue;
	readonly media: Store;
	readonly publicStore: Store;
	readonly lock: PhotoLock;
	readonly invalidate: Invalidate;
}): Repair {
	const { catalogue, queue, media, lock } = options;
	const removeObjects = createRemoveObjects(options);

	const removeStray = (id: string): Promise<void> =>
		lock(id, async () => {
			// Uploaded since it was found.
			if (!(await catalogue.find(id))) await removeObjects(id);
		});

	return async ({ strays, unpublished, interrupted }) => {
		for (const id of strays) await removeStray(id);
		for (const id of [...unpublished, ...interrupted]) {
			// What was said of it before counts no more.
			await media.delete(verdictKey(id));
			if (await catalogue.publishAgain(id)) await queue.enqueue(id);
		}
	};
}
