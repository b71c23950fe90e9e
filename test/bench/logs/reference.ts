import { parseImageUrl } from "widthwise";
import { neededWidth } from "widthwise/url";
import type { DrawnRequest } from "./drawn-log.ts";

/** Counts delivered images by needed width with the core's own parser, request by request. */
export function neededByParser(requests: readonly DrawnRequest[]): Map<number, number> {
	const counts = new Map<number, number>();
	for (const { method, path, query, status } of requests) {
		if (method !== "GET" || ![200, 206, 304].includes(status)) continue;
		// Logs write `-` if there is no query.
		const parsed = parseImageUrl(path, query === "-" ? "" : query);
		if (!parsed.ok || parsed.value.width === null) continue;
		const needed = neededWidth(parsed.value.width, parsed.value.dpr);
		counts.set(needed, (counts.get(needed) ?? 0) + 1);
	}
	return counts;
}

/** Converts rows of widths and counts to a map, and adds up densities. */
export function byWidth(
	rows: readonly { readonly width: number; readonly count: number }[],
): Map<number, number> {
	const counts = new Map<number, number>();
	for (const { width, count } of rows) counts.set(width, (counts.get(width) ?? 0) + count);
	return counts;
}

/** Returns a map's entries, ascending by width. */
export function sorted(counts: ReadonlyMap<number, number>): readonly (readonly number[])[] {
	return [...counts].sort(([a], [b]) => a - b);
}
