/** The characters of the bytes 80 to 9F; where the standard has none, the control character. */
const CHARACTERS =
	"\u20ac\x81\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\x8d\u017d\x8f" +
	"\x90\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\x9d\u017e\u0178";

/**
 * Replaces the control characters U+0080 to U+009F, which nobody writes, by those that Windows-1252 has
 * for these bytes. EXIF texts that are not UTF-8 are in Windows-1252 more often than in Latin-1.
 *
 * @example
 * fromWindows1252("It\x92s"); // "It’s"
 */
export function fromWindows1252(text: string): string {
	return text.replace(/[\u0080-\u009f]/g, (control) => {
		return CHARACTERS[control.charCodeAt(0) - 0x80] ?? control;
	});
}
