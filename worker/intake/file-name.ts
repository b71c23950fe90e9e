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

function withoutFolders(name: string): string {
	return name.split(/[/\\]/).at(-1) ?? "";
}
