/**
 * Makes a file name safe to store and show: without folders and control characters, at most 200
 * characters, never empty.
 *
 * @example
 * safeFilename("C:\\photos\\Blue hour.jpg"); // "Blue hour.jpg"
 */
export function safeFilename(name: string): string {
	const safe = withoutFolders(name)
		.replace(/\p{Cc}|\p{Cf}/gu, "")
		.trim();
	return Array.from(safe).slice(0, 200).join("") || "unnamed";
}

/**
 * Makes the readable part of an image's URL from a file name, without folders and extension:
 * lower-case ASCII letters, digits and single hyphens, at most 80 characters.
 *
 * @example
 * slugOf("Blaue Stunde über Köln.JPG"); // "blaue-stunde-uber-koln"
 */
export function slugOf(name: string): string {
	const slug = withoutFolders(name)
		.replace(/\.[a-z0-9]{2,5}$/i, "")
		.normalize("NFKD")
		.replace(/\p{M}/gu, "")
		.toLowerCase()
		.replace(/[^a-z0-9]+/g, "-")
		.slice(0, 80)
		.replace(/^-|-$/g, "");
	return slug || "photo";
}

function withoutFolders(name: string): string {
	return name.split(/[/\\]/).at(-1) ?? "";
}
