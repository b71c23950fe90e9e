import { firstText } from "./clean-text.ts";
import { fromWindows1252 } from "./windows-1252.ts";

/**
 * Reads a text from the value of an EXIF tag. It ends at the first NUL (EXIF 3.0, 4.6.2): a count
 * that is too large would add other bytes of the file. Some cameras store text with the type BYTE or
 * UNDEFINED. `null` for an empty text, for bytes that are not text, and for numbers.
 *
 * @param value what exifreader returns: the parts between NULs, or bytes
 *
 * @example
 * exifText(["Canon"]); // "Canon"
 * exifText([0x43, 0x61, 0x6e, 0x6f, 0x6e, 0, 1, 2]); // "Canon"
 */
export function exifText(value: unknown): string | null {
	if (!Array.isArray(value)) return null;
	const first: unknown = value[0];
	return typeof first === "number" ? textOfBytes(value) : asciiText(first);
}

/**
 * Reads the value of EXIF's tag Copyright: the photographer's notice and the editor's, of which
 * either may be missing (EXIF 3.0, 4.6.4). What follows the second NUL is not part of them.
 *
 * @param value what exifreader returns: the parts between NULs
 *
 * @example
 * exifCopyright(["Ada Byron", "The Times"]); // "Ada Byron; The Times"
 * exifCopyright([" ", "The Times"]); // "The Times"
 */
export function exifCopyright(value: unknown): string | null {
	if (!Array.isArray(value)) return null;
	const [photographer, editor]: unknown[] = value;
	if (typeof photographer === "number" || !isNotice(editor, value.length)) return exifText(value);
	const notices = [asciiText(photographer), asciiText(editor)];
	return firstText(notices.filter((notice) => notice !== null).join("; "));
}

/** Whether a second part is a notice, and not bytes that the tag's count includes by mistake. */
function isNotice(part: unknown, parts: number): boolean {
	return typeof part === "string" && parts === 2 && !/[\p{Cc}\ufffd]/u.test(part);
}

/** UTF-8 is decoded already; other bytes are characters of the same numbers. */
function asciiText(part: unknown): string | null {
	return typeof part === "string" ? firstText(fromWindows1252(part)) : null;
}

function textOfBytes(values: readonly unknown[]): string | null {
	const end = values.indexOf(0);
	const bytes = values.slice(0, end < 0 ? values.length : end).map(Number);
	try {
		const text = new TextDecoder("utf-8", { fatal: true }).decode(Uint8Array.from(bytes));
		return /\p{Cc}/u.test(text) ? null : firstText(text);
	} catch {
		return null;
	}
}
