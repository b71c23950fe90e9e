import { isPhotoId } from "widthwise/url";

const PREFIX = "photo.";

/**
 * The name of the form field that chooses a photo.
 *
 * @example
 * <input type="checkbox" name={choiceField(id)} />
 */
export function choiceField(photoId: string): string {
	return PREFIX + photoId;
}

/**
 * The photos that a form chooses; other fields are ignored.
 *
 * @example
 * chosenPhotos({ [choiceField(id)]: "on", confirmed: "yes" }); // [id]
 */
export function chosenPhotos(form: Readonly<Record<string, string>>): readonly string[] {
	return Object.keys(form)
		.filter((name) => name.startsWith(PREFIX))
		.map((name) => name.slice(PREFIX.length))
		.filter(isPhotoId);
}
