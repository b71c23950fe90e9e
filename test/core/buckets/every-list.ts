import type { BucketRules, WidthCount } from "widthwise/buckets";

/** The rules of a search; see {@link BucketRules}. */
export type SearchRules = Required<Omit<BucketRules, "missCost">> & Pick<BucketRules, "missCost">;

/**
 * Returns the cost of the cheapest list of a length by trying all lists; `null` if there is none.
 * Independent of candidates, prefix sums and layers.
 */
export function minCostOfAll(
	requests: readonly WidthCount[],
	length: number,
	rules: SearchRules,
): number | null {
	const needed = requests
		.filter(({ count }) => count > 0)
		.map(({ width, count }) => ({ width: Math.min(width, rules.widest), count }));
	const widestNeeded = Math.max(...needed.map(({ width }) => width), ...rules.fixed);
	const allowed = new Set(rules.fixed);
	for (let width = rules.grid; width < widestNeeded + rules.grid; width += rules.grid) {
		allowed.add(width);
	}
	const lists = listsOf(
		[...allowed].sort((a, b) => a - b),
		length,
	);
	const costs = lists.map((list) => costOf(list, needed, rules)).filter((cost) => cost !== null);
	return costs.length === 0 ? null : Math.min(...costs);
}

/** `null` for a list that the rules forbid, or with a bucket that answers no request. */
function costOf(
	list: readonly number[],
	needed: readonly WidthCount[],
	{ size, fixed, missCost }: SearchRules,
): number | null {
	if (!fixed.every((width) => list.includes(width))) return null;
	const answered = list.map(() => 0);
	let cost = 0;
	for (const { width, count } of needed) {
		const at = list.findIndex((bucket) => bucket >= width);
		if (at < 0) return null;
		answered[at] = (answered[at] ?? 0) + count;
		cost += count * (size(list[at] ?? 0) - size(width));
	}
	for (const [at, count] of answered.entries()) {
		if (count === 0 && !fixed.includes(list[at] ?? 0)) return null;
		cost += missCost?.(count) ?? 0;
	}
	return cost;
}

function listsOf(widths: readonly number[], length: number): readonly (readonly number[])[] {
	if (length === 0) return [[]];
	return widths.flatMap((width, at) =>
		listsOf(widths.slice(at + 1), length - 1).map((rest) => [width, ...rest]),
	);
}
