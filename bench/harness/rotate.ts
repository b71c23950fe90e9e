/**
 * All, each round from another one on, so that nobody comes first every time.
 *
 * @param round from 0
 *
 * @example
 * rotate(["a", "b", "c"], 1); // ["b", "c", "a"]
 */
export function rotate<T>(all: readonly T[], round: number): readonly T[] {
	const first = round % all.length;
	return [...all.slice(first), ...all.slice(0, first)];
}
