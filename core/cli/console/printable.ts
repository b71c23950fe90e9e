/**
 * Replaces the control characters of a file's name, which could command the terminal, and those
 * that change the direction of text.
 *
 * @example
 * printable("a\u001b[2Jb.jpg"); // "a?[2Jb.jpg"
 */
export function printable(text: string): string {
	return text.replace(/[\p{Cc}\u2028-\u202e\u2066-\u2069]/gu, "?");
}
