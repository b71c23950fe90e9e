/**
 * Removes the slashes at both ends of a text, in time in proportion to its length.
 *
 * @example
 * trimSlashes("//photos/public/"); // "photos/public"
 */
export function trimSlashes(text: string): string {
	let start = 0;
	while (text[start] === "/") start++;
	return withoutTrailingSlashes(text.slice(start));
}

/**
 * Removes the slashes at the end of a text, in time in proportion to its length.
 *
 * @example
 * withoutTrailingSlashes("https://cdn.example/"); // "https://cdn.example"
 */
export function withoutTrailingSlashes(text: string): string {
	let end = text.length;
	while (text[end - 1] === "/") end--;
	return text.slice(0, end);
}
