import { invalidArgument } from "../errors.ts";
import { isImageId } from "../url/image-id.ts";

/**
 * Checks that a photo's id is one that URLs can have; see `isImageId`.
 *
 * @throws {WidthwiseError} `invalid-argument`
 *
 * @example
 * checkPhotoId("blue-hour");
 */
export function checkPhotoId(photoId: string): void {
	if (typeof photoId === "string" && isImageId(photoId)) return;
	throw invalidArgument(
		`A photo's id must be 1 to 128 letters, digits, - and _, and begin with a letter or digit; got ${JSON.stringify(photoId)?.slice(0, 140)}`,
	);
}
