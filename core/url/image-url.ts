import { formatQuery, type ImageRequest, parseQuery, type WantedImage } from "./image-request.ts";
import { isPhotoId } from "./photo-id.ts";
import { type Result, refuse } from "./result.ts";

/**
 * Returns the path of a photo's images, without a query. The slug is for people and search engines;
 * {@link parseImageUrl} ignores it.
 *
 * @param photoId 32 lower-case hex digits
 * @param slug letters, digits and hyphens; it is not encoded
 *
 * @example
 * const id = "048aef1505767106c7cb3094a726570b";
 * imagePath(id, "blue-hour"); // `/media/${id}/blue-hour.jpg`
 */
export function imagePath(photoId: string, slug: string): string {
	return `${imagePathPrefix(photoId)}${slug}.jpg`;
}

/**
 * Returns the start of the path of every image of a photo.
 *
 * @param photoId 32 lower-case hex digits
 *
 * @example
 * const id = "048aef1505767106c7cb3094a726570b";
 * imagePathPrefix(id); // `/media/${id}/`
 */
export function imagePathPrefix(photoId: string): string {
	return `/media/${photoId}/`;
}

/**
 * Formats an image URL: the inverse of {@link parseImageUrl}. Leaves out a DPR of 1.
 *
 * @param slug letters, digits and hyphens; it is not encoded
 *
 * @example
 * const photoId = "048aef1505767106c7cb3094a726570b";
 * formatImageUrl({ photoId, width: 400, dpr: 2, format: "jpeg" }, "blue-hour");
 * // `/media/${photoId}/blue-hour.jpg?width=400&dpr=2&format=jpeg`
 */
export function formatImageUrl(request: WantedImage, slug: string): string {
	return imagePath(request.photoId, slug) + formatQuery(request);
}

/**
 * Parses an image URL. Unknown parameters are ignored. `width`, `dpr` and `format` must be in
 * range, not repeated and not percent-encoded; `dpr` and `format` need a `width`.
 *
 * @param path the raw path, as sent: `/media/<id>/<name>`
 * @param query the raw query, with or without its `?`, or an empty string
 *
 * @returns a refusal with the code `invalid-path`, `invalid-width`, `invalid-dpr`,
 *   `invalid-format`, `repeated-parameter`, `encoded-parameter`, `width-required` or
 *   `query-too-long` if the URL is not valid
 *
 * @example
 * const photoId = "048aef1505767106c7cb3094a726570b";
 * parseImageUrl(`/media/${photoId}/blue-hour.jpg`, "width=400&utm_source=mail");
 * // { ok: true, value: { photoId, width: 400, dpr: 1, format: null } }
 */
export function parseImageUrl(path: string, query: string): Result<ImageRequest> {
	const match = /^\/media\/([^/]+)\/[^/]+$/.exec(path);
	const photoId = match ? match[1] || "" : "";
	if (!isPhotoId(photoId)) {
		return refuse("invalid-path", "Not an image: expected /media/<id>/<name>");
	}
	return parseQuery(photoId, query);
}
