import { isPhotoId } from "widthwise/url";

/**
 * Returns the id of the photo whose record a line of a backup is, in the trash or not; `null` for other
 * lines.
 *
 * @example
 * photoIdOf('{"lines":232}'); // null
 */
export function photoIdOf(line: string): string | null {
	const json: unknown = JSON.parse(line);
	const id = fieldOf(fieldOf(fieldOf(json, "trashed"), "record") ?? json, "id");
	return typeof id === "string" && isPhotoId(id) ? id : null;
}

function fieldOf(value: unknown, name: string): unknown {
	if (typeof value !== "object" || value === null) return undefined;
	return Object.getOwnPropertyDescriptor(value, name)?.value;
}
