import { photoPrefix } from "widthwise/url";
import { createDeletion, type Deletion } from "../../../worker/deletion/deletion.ts";
import { createTrash, type Trash } from "../../../worker/deletion/trash.ts";
import { createRestore, type Restore } from "../../../worker/publishing/restore.ts";
import type { PhotoParts } from "../photo-parts.ts";

/** Makes the deletion on some parts, without a CDN. */
export function deletionOf(parts: PhotoParts): Deletion {
	return createDeletion({ ...parts, cdn: null, forget: () => {} });
}

/** Makes the trash on some parts. */
export function trashOf(parts: PhotoParts, days = 30, now: () => number = Date.now): Trash {
	const deletion = deletionOf(parts);
	return createTrash({ ...parts, cdn: null, forget: () => {}, deletion, days, now });
}

/** Makes the function that restores photos on some parts. */
export function restoreOf(parts: PhotoParts): Restore {
	return createRestore({ ...parts, isByEvent: false });
}

/** Continues every unfinished deletion, as another process does. */
export function sweep(parts: PhotoParts): Promise<void> {
	return deletionOf(parts).finish(new AbortController().signal);
}

/** Lists what is public of a photo. */
export function publicKeys(parts: PhotoParts, id: string): Promise<readonly string[]> {
	return Array.fromAsync(parts.publicStore.list(photoPrefix(id)));
}
