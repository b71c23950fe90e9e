import { exifText } from "./exif-text.ts";
import { utf16Text } from "./utf16-text.ts";

/** Bytes before the comment that name its encoding (EXIF 3.0, 4.6.6, table 9). */
const CODE_BYTES = 8;

/**
 * Reads EXIF's user comment. `null` if it is empty, in another encoding than ASCII, UTF-8 or UTF-16,
 * or not text: many cameras store numbers in it.
 *
 * @param value bytes, as exifreader returns them
 *
 * @example
 * userComment([...new TextEncoder().encode("ASCII\0\0\0Boats")]); // "Boats"
 */
export function userComment(value: unknown): string | null {
	if (!Array.isArray(value) || typeof value[0] !== "number") return exifText(value);
	const code = codeOf(value);
	const comment = value.slice(CODE_BYTES);
	if (code === "UNICODE") return utf16Text(comment);
	if (code === "ASCII" || code === "") return exifText(comment);
	return code === "JIS" ? null : exifText(value);
}

/** The name of the encoding; NULs fill it up. */
function codeOf(value: readonly unknown[]): string {
	const [code = ""] = String.fromCharCode(...value.slice(0, CODE_BYTES).map(Number)).split("\0", 1);
	return code;
}
