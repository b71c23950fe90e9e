import { WidthwiseError } from "../errors.ts";
import type { NeededWidth } from "./logs/width-histogram.ts";

/** Rows of a histogram, and whether they say for which density each width was needed. */
export type Histogram = { readonly rows: readonly NeededWidth[]; readonly hasDpr: boolean };

/**
 * Reads a histogram: a header `width,count` or `width,dpr,count`, then one row a width in device pixels.
 *
 * @throws {WidthwiseError} `bad-request`, naming the line that is wrong
 *
 * @example
 * parseHistogram("width,count\n400,1200\n"); // { rows: [{ width: 400, dpr: 1, count: 1200 }], hasDpr: false }
 */
export function parseHistogram(csv: string): Histogram {
	const [header = "", ...lines] = csv.replace(/^\uFEFF/, "").split(/\r?\n/);
	const names = cells(header).map((name) => name.toLowerCase());
	const hasDpr = names.join() === "width,dpr,count";
	if (!hasDpr && names.join() !== "width,count") {
		const message = `Cannot read the histogram: its first line must be width,count, got ${header}`;
		throw new WidthwiseError("bad-request", message);
	}
	const rows = lines.flatMap((line, i) =>
		line.trim() === "" ? [] : [readRow(cells(line), names, i + 2)],
	);
	return { rows, hasDpr };
}

function cells(line: string): readonly string[] {
	return line.split(",").map((cell) => cell.trim().replace(/^"(.*)"$/, "$1"));
}

function readRow(values: readonly string[], names: readonly string[], line: number): NeededWidth {
	const numbers = values.map((value) => (value === "" ? Number.NaN : Number(value)));
	const cellOf = (name: string): number => numbers[names.indexOf(name)] ?? Number.NaN;
	const [width, count] = [cellOf("width"), cellOf("count")];
	const dpr = names.includes("dpr") ? cellOf("dpr") : 1;
	const isRow =
		values.length === names.length &&
		Number.isInteger(width) &&
		width >= 1 &&
		Number.isFinite(count) &&
		count >= 0 &&
		dpr > 0;
	if (isRow) return { width, dpr, count };
	throw new WidthwiseError(
		"bad-request",
		`Cannot read line ${line} of the histogram: must be ${names.join()} as numbers, got ${values.join()}`,
	);
}
