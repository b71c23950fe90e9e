/** How many letters a word may differ from a name that is suggested for it. */
const MAX_EDITS = 2;

/**
 * Finds the name that a mistyped word may mean; `null` if none is similar.
 *
 * @example
 * suggest("resise", ["resize", "strip"]); // "resize"
 * suggest("xyz", ["resize", "strip"]); // null
 */
export function suggest(word: string, names: readonly string[]): string | null {
	const near = names
		.map((name) => ({ name, edits: editsBetween(word, name) }))
		.filter(({ name, edits }) => edits <= Math.min(MAX_EDITS, Math.ceil(name.length / 3)))
		.toSorted((a, b) => a.edits - b.edits);
	return near[0]?.name ?? null;
}

/** The Levenshtein distance: the insertions, deletions and replacements that lead from a to b. */
function editsBetween(a: string, b: string): number {
	let row = Array.from({ length: b.length + 1 }, (_, column) => column);
	for (let i = 1; i <= a.length; i++) {
		const next = [i];
		for (let j = 1; j <= b.length; j++) {
			const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
			next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
		}
		row = next;
	}
	return row[b.length] ?? 0;
}
