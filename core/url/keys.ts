import { parseFormat } from "./format.ts";
import { isPhotoId } from "./photo-id.ts";
import { accept, type Result, refuse } from "./result.ts";
import type { Variant } from "./variant.ts";
import { parseWidth, type WidthBuckets } from "./width.ts";

/** The start of every key in the public store. */
export const PHOTOS_PREFIX = "photos/";

/** The start of the key of every original, in the media store. */
export const ORIGINALS_PREFIX = "originals/";

/** The start of the key of every verdict, in the media store. */
export const VERDICTS_PREFIX = "verdicts/";

/** The start of the key of every mark of the trash, in the media store. */
export const TRASH_PREFIX = "trash/";

const JSON_SUFFIX = ".json";
const MASTER = "master";

/**
 * Returns the prefix of the keys of everything public about a photo.
 *
 * @param photoId 32 lower-case hex digits
 *
 * @example
 * const id = "048aef1505767106c7cb3094a726570b";
 * photoPrefix(id); // `photos/${id}/`
 */
export function photoPrefix(photoId: string): string {
	return `${PHOTOS_PREFIX}${photoId}/`;
}

/**
 * Returns the key of a photo's master in the public store.
 *
 * @param photoId 32 lower-case hex digits
 *
 * @example
 * const id = "048aef1505767106c7cb3094a726570b";
 * masterKey(id); // `photos/${id}/master`
 */
export function masterKey(photoId: string): string {
	return photoPrefix(photoId) + MASTER;
}

/**
 * Returns the key of one of a photo's mezzanines in the public store.
 *
 * @param photoId 32 lower-case hex digits
 * @param width pixels
 *
 * @example
 * const id = "048aef1505767106c7cb3094a726570b";
 * mezzanineKey(id, 640); // `photos/${id}/mezzanine-640`
 */
export function mezzanineKey(photoId: string, width: number): string {
	return `${photoPrefix(photoId)}mezzanine-${width}`;
}

/**
 * Returns the key of a variant. It names the object in the public store and the entry in every
 * cache.
 *
 * @example
 * const photoId = "048aef1505767106c7cb3094a726570b";
 * variantKey({ photoId, cut: { bucket: 416, format: "webp" } }); // `photos/${photoId}/w416.webp`
 * variantKey({ photoId, cut: null }); // `photos/${photoId}/master`
 */
export function variantKey(variant: Variant): string {
	if (variant.cut === null) return masterKey(variant.photoId);
	return `${photoPrefix(variant.photoId)}w${variant.cut.bucket}.${variant.cut.format}`;
}

/**
 * Parses a variant key: the inverse of {@link variantKey}. Refuses widths that are not a bucket, so
 * that visitors cannot have other widths cut.
 *
 * @param buckets pixels, ascending
 *
 * @returns a refusal with the code `not-found` for any other key
 *
 * @example
 * const photoId = "048aef1505767106c7cb3094a726570b";
 * parseVariantKey(`photos/${photoId}/w416.webp`, [256, 416]);
 * // { ok: true, value: { photoId, cut: { bucket: 416, format: "webp" } } }
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
 * Parses the photo's id out of a key in the public store; `null` if the key belongs to no photo.
 *
 * @example
 * const id = "048aef1505767106c7cb3094a726570b";
 * parsePhotoKey(`photos/${id}/w416.webp`); // id
 */
export function parsePhotoKey(key: string): string | null {
	if (key.slice(0, PHOTOS_PREFIX.length) !== PHOTOS_PREFIX) return null;
	const photoId = key.slice(PHOTOS_PREFIX.length, key.indexOf("/", PHOTOS_PREFIX.length));
	return isPhotoId(photoId) ? photoId : null;
}

/**
 * Returns the key of a photo's original in the media store.
 *
 * @param photoId 32 lower-case hex digits
 *
 * @example
 * const id = "048aef1505767106c7cb3094a726570b";
 * originalKey(id); // `originals/${id}`
 */
export function originalKey(photoId: string): string {
	return ORIGINALS_PREFIX + photoId;
}

/**
 * Parses the photo's id out of an original's key: the inverse of {@link originalKey}. `null` for
 * any other key.
 *
 * @example
 * const id = "048aef1505767106c7cb3094a726570b";
 * parseOriginalKey(`originals/${id}`); // id
 * parseOriginalKey(`verdicts/${id}.json`); // null
 */
export function parseOriginalKey(key: string): string | null {
	return idBetween(ORIGINALS_PREFIX, key, "");
}

/**
 * Returns the key of a photo's verdict in the media store.
 *
 * @param photoId 32 lower-case hex digits
 *
 * @example
 * const id = "048aef1505767106c7cb3094a726570b";
 * verdictKey(id); // `verdicts/${id}.json`
 */
export function verdictKey(photoId: string): string {
	return VERDICTS_PREFIX + photoId + JSON_SUFFIX;
}

/**
 * Parses the photo's id out of a verdict's key: the inverse of {@link verdictKey}. `null` for any
 * other key.
 *
 * @example
 * const id = "048aef1505767106c7cb3094a726570b";
 * parseVerdictKey(`verdicts/${id}.json`); // id
 */
export function parseVerdictKey(key: string): string | null {
	return idBetween(VERDICTS_PREFIX, key, JSON_SUFFIX);
}

/**
 * Returns the key of the mark, in the media store, that a photo is in the trash: nothing may publish its
 * original.
 *
 * @param photoId 32 lower-case hex digits
 *
 * @example
 * const id = "048aef1505767106c7cb3094a726570b";
 * trashKey(id); // `trash/${id}.json`
 */
export function trashKey(photoId: string): string {
	return TRASH_PREFIX + photoId + JSON_SUFFIX;
}

/**
 * Parses the photo's id out of the key of its mark in the trash: the inverse of {@link trashKey}. `null`
 * for any other key.
 *
 * @example
 * const id = "048aef1505767106c7cb3094a726570b";
 * parseTrashKey(`trash/${id}.json`); // id
 */
export function parseTrashKey(key: string): string | null {
	return idBetween(TRASH_PREFIX, key, JSON_SUFFIX);
}

function idBetween(prefix: string, key: string, suffix: string): string | null {
	const id = key.slice(prefix.length, key.length - suffix.length);
	return prefix + id + suffix === key && isPhotoId(id) ? id : null;
}
