/**
 * Makes a function that makes file names unique: the second `quay.jpg` becomes `quay (2).jpg`. Names that
 * differ only in case or in their Unicode form count as equal, because some file systems take them for
 * one file.
 *
 * @example
 * const unique = createUniqueNames();
 * unique("quay.jpg"); // "quay.jpg"
 * unique("Quay.jpg"); // "Quay (2).jpg"
 */
export function createUniqueNames(): (name: string) => string {
	const used = new Set<string>();
	/** Of each name, the number that was used last. */
	const counts = new Map<string, number>();
	return (name) => {
		const safe = name.replaceAll(/[/\\\p{Cc}]/gu, "_").replace(/^\.{1,2}$/, "_");
		const first = folded(safe);
		let unique = safe;
		for (let number = counts.get(first) ?? 1; used.has(folded(unique)); ) {
			number++;
			counts.set(first, number);
			unique = numbered(safe, number);
		}
		used.add(folded(unique));
		return unique;
	};
}

function folded(name: string): string {
	return name.normalize("NFC").toLowerCase();
}

function numbered(name: string, number: number): string {
	const dot = name.lastIndexOf(".");
	const end = dot > 0 ? dot : name.length;
	return `${name.slice(0, end)} (${number})${name.slice(end)}`;
}
