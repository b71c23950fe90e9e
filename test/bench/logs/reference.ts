import { parseImageUrl } from "widthwise";
import { neededWidth } from "widthwise/url";
import type { DrawnRequest } from "./drawn-log.ts";

/** Delivered images by needed width, by the core's own parser, one request after the other. */
export function neededByParser(requests: readonly DrawnRequest[]): Map<number, number> {
	const counts = new Map<number, number>();
	for (const { method, path, query, status } of requests) {
		if (method !== "GET" || ![200, 206, 304].includes(status)) continue;
		// `-` is how logs write that there is no query.
		const parsed = parseImageUrl(path, query === "-" ? "" : query);
		if (!parsed.ok || parsed.value.width === null) continue;
		const needed = neededWidth(parsed.value.width, parsed.value.dpr);
		counts.set(needed, (counts.get(needed) ?? 0) + 1);
	}
	return counts;
}

/** Rows of widths and counts as a map, densities added up. */
export function byWidth(
	rows: readonly { readonly width: number; readonly count: number }[],
): Map<number, number> {
	const counts = new Map<number, number>();
	for (const { width, count } of rows) counts.set(width, (counts.get(width) ?? 0) + count);
	return counts;
}

/** A map's entries, ascending by width. */
export function sorted(counts: ReadonlyMap<number, number>): readonly (readonly number[])[] {
	return [...counts].sort(([a], [b]) => a - b);
}
