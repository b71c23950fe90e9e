import { isPhotoId } from "widthwise/url";

/**
 * Returns the id of the photo whose record a line of a backup is; `null` for other lines.
 *
 * @example
 * photoIdOf('{"lines":232}'); // null
 */
export function photoIdOf(line: string): string | null {
	const record: unknown = JSON.parse(line);
	if (typeof record !== "object" || record === null || !("id" in record)) return null;
	return typeof record.id === "string" && isPhotoId(record.id) ? record.id : null;
}
