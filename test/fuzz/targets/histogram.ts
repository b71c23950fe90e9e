import { parseHistogram } from "../../../core/tuning/histogram-csv.ts";
import { mustHold, unlessRefused } from "../finds.ts";

const text = new TextDecoder();

/** Parses a histogram in CSV. */
export function fuzz(data: Uint8Array): void {
	const histogram = unlessRefused(() => parseHistogram(text.decode(data)));
	const areCounts = histogram?.rows.every(({ width, count }) => width > 0 && count >= 0) ?? true;
	mustHold(areCounts, "widths and counts are numbers above 0");
}
