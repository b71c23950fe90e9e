import { isPhotoId } from "widthwise/url";

const PREFIX = "photo.";

/**
 * The name of the checkbox that selects a photo.
 *
 * @example
 * <input type="checkbox" name={selectionField(id)} />
 */
export function selectionField(photoId: string): string {
	return PREFIX + photoId;
}

/**
 * Reads the ids of the photos that a form selects; other fields are ignored.
 *
 * @example
 * selectedPhotos({ [selectionField(id)]: "on", confirmed: "yes" }); // [id]
 */
export function selectedPhotos(form: Readonly<Record<string, string>>): readonly string[] {
	return Object.keys(form)
		.filter((name) => name.startsWith(PREFIX))
		.map((name) => name.slice(PREFIX.length))
		.filter(isPhotoId);
}
