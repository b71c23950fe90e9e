/**
 * Rotates a list by the round, so that another item is first in each round.
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
