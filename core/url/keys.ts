import { parseFormat } from "./format.ts";
import { isPhotoId } from "./photo-id.ts";
import { accept, type Result, refuse } from "./result.ts";
import type { Variant } from "./variant.ts";
import { parseWidth, type WidthBuckets } from "./width.ts";

/** What begins the key of everything public, in the public store. */
export const PHOTOS_PREFIX = "photos/";

/** What begins the key of every original, in the media store. */
export const ORIGINALS_PREFIX = "originals/";

/** What begins the key of every verdict, in the media store. */
export const VERDICTS_PREFIX = "verdicts/";

const VERDICT_END = ".json";
const MASTER = "master";

/**
 * The prefix of everything public about a photo.
 *
 * @example
 * photoPrefix(id); // "photos/<id>/"
 */
export function photoPrefix(photoId: string): string {
	return `${PHOTOS_PREFIX}${photoId}/`;
}

/**
 * The key of a photo's master.
 *
 * @example
 * masterKey(id); // "photos/<id>/master"
 */
export function masterKey(photoId: string): string {
	return photoPrefix(photoId) + MASTER;
}

/**
 * The key of a photo's mezzanine.
 *
 * @param width pixels
 *
 * @example
 * mezzanineKey(id, 640); // "photos/<id>/mezzanine-640"
 */
export function mezzanineKey(photoId: string, width: number): string {
	return `${photoPrefix(photoId)}mezzanine-${width}`;
}

/**
 * The key of a variant: of its object in the public store, and of its entry in every cache.
 *
 * @example
 * variantKey({ photoId: id, cut: { bucket: 416, format: "webp" } }); // "photos/<id>/w416.webp"
 * variantKey({ photoId: id, cut: null }); // "photos/<id>/master"
 */
export function variantKey(variant: Variant): string {
	if (variant.cut === null) return masterKey(variant.photoId);
	return `${photoPrefix(variant.photoId)}w${variant.cut.bucket}.${variant.cut.format}`;
}

/**
 * Reads a variant key back; the inverse of {@link variantKey}. Widths that are not a bucket are
 * refused, so that nobody can have other sizes cut than ours.
 *
 * @example
 * parseVariantKey("photos/<id>/w416.webp", [256, 416]); // { ok: true, value: { photoId, cut } }
 */
export function parseVariantKey(key: string, buckets: WidthBuckets): Result<Variant> {
	const photoId = parsePhotoKey(key);
	if (photoId === null) return refuse("not-found", "No such image");
	const name = key.slice(photoPrefix(photoId).length);
	if (name === MASTER) return accept({ photoId: photoId, cut: null });
	const match = /^w([0-9]{1,5})\.([a-z]+)$/.exec(name);
	const format = parseFormat(match ? match[2] || "" : "");
	if (!match || format === null) return refuse("not-found", "No such image");
	const bucket = parseWidth(match[1] || "");
	if (buckets.indexOf(bucket) < 0) return refuse("not-found", "No such width");
	return accept({ photoId: photoId, cut: { bucket: bucket, format: format } });
}

/**
 * The photo to which a key in the public store belongs; `null` if it is no photo's.
 *
 * @example
 * parsePhotoKey("photos/<id>/w416.webp"); // "<id>"
 */
export function parsePhotoKey(key: string): string | null {
	if (key.slice(0, PHOTOS_PREFIX.length) !== PHOTOS_PREFIX) return null;
	const photoId = key.slice(PHOTOS_PREFIX.length, key.indexOf("/", PHOTOS_PREFIX.length));
	return isPhotoId(photoId) ? photoId : null;
}

/**
 * The key of an original in the media store.
 *
 * @example
 * originalKey(id); // "originals/<id>"
 */
export function originalKey(photoId: string): string {
	return ORIGINALS_PREFIX + photoId;
}

/**
 * The photo whose original has a key; `null` if it is no original's. The inverse of
 * {@link originalKey}.
 *
 * @example
 * parseOriginalKey("originals/<id>"); // "<id>"
 * parseOriginalKey("verdicts/<id>.json"); // null
 */
export function parseOriginalKey(key: string): string | null {
	return idBetween(ORIGINALS_PREFIX, key, "");
}

/**
 * The key of a photo's verdict in the media store.
 *
 * @example
 * verdictKey(id); // "verdicts/<id>.json"
 */
export function verdictKey(photoId: string): string {
	return VERDICTS_PREFIX + photoId + VERDICT_END;
}

/**
 * The photo whose verdict has a key; `null` if it is no verdict's. The inverse of {@link verdictKey}.
 *
 * @example
 * parseVerdictKey("verdicts/<id>.json"); // "<id>"
 */
export function parseVerdictKey(key: string): string | null {
	return idBetween(VERDICTS_PREFIX, key, VERDICT_END);
}

function idBetween(start: string, key: string, end: string): string | null {
	const id = key.slice(start.length, key.length - end.length);
	return start + id + end === key && isPhotoId(id) ? id : null;
}
