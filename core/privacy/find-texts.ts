/** Says which of some texts occur in bytes; reads the bytes once. */
export type FindTexts = (bytes: Uint8Array) => ReadonlySet<string>;

/** The values of a byte. */
const BYTES = 256;

/**
 * Makes a search for several texts at once, with the automaton of Aho and Corasick (Communications of the
 * ACM 18 (6), 1975). However the bytes repeat the starts of texts, each byte takes one step.
 *
 * @param texts in Latin-1, not empty
 *
 * @example
 * const find = createFindTexts(["Photoshop", "MotionPhoto"]);
 * find(bytes).has("Photoshop"); // true
 */
export function createFindTexts(texts: readonly string[]): FindTexts {
	const states = 1 + texts.reduce((sum, text) => sum + text.length, 0);
	const next = new Uint16Array(states * BYTES);
	// By state, the texts that end there.
	const ends: string[][] = [[]];
	for (const text of texts) {
		let state = 0;
		for (let at = 0; at < text.length; at++) {
			const edge = state * BYTES + text.charCodeAt(at);
			if (next[edge] === 0) next[edge] = ends.push([]) - 1;
			state = next[edge] ?? 0;
		}
		ends[state]?.push(text);
	}
	completeEdges(next, ends);
	const isEnd = Uint8Array.from({ length: states }, (_, state) =>
		Math.min(1, ends[state]?.length ?? 0),
	);
	return (bytes) => {
		const found = new Set<string>();
		let state = 0;
		for (let at = 0; at < bytes.length; at++) {
			state = next[state * BYTES + (bytes[at] ?? 0)] ?? 0;
			if (isEnd[state] === 1) for (const text of ends[state] ?? []) found.add(text);
		}
		return found;
	};
}

/** Adds the edges for bytes that continue no text: to the longest start of one that the state ends with. */
function completeEdges(next: Uint16Array, ends: string[][]): void {
	const fallback = new Uint16Array(ends.length);
	const queue = [0];
	for (const state of queue) {
		for (let byte = 0; byte < BYTES; byte++) {
			const edge = state * BYTES + byte;
			const shorter = state === 0 ? 0 : (next[(fallback[state] ?? 0) * BYTES + byte] ?? 0);
			const child = next[edge] ?? 0;
			if (child === 0) {
				next[edge] = shorter;
				continue;
			}
			fallback[child] = shorter;
			ends[child]?.push(...(ends[shorter] ?? []));
			queue.push(child);
		}
	}
}
