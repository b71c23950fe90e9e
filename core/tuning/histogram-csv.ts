import { WidthwiseError } from "../errors.ts";
import type { NeededWidth } from "./logs/width-histogram.ts";

/** The rows of a histogram. */
export type Histogram = {
	readonly rows: readonly NeededWidth[];
	/** Whether the file has a `dpr` column; without one, `dpr` is 1 in all rows. */
	readonly hasDpr: boolean;
};

/**
 * Parses a histogram in CSV (RFC 4180): a header `width,count` or `width,dpr,count`, then one row
 * per width in device pixels.
 *
 * @throws {WidthwiseError} `bad-request` with the number of the invalid line
 *
 * @example
 * parseHistogram("width,count\n400,1200\n").rows; // [{ width: 400, dpr: 1, count: 1200 }]
 */
export function parseHistogram(csv: string): Histogram {
	const [header = "", ...lines] = csv.replace(/^\uFEFF/, "").split(/\r?\n/);
	const columns = cells(header).map((name) => name.toLowerCase());
	const hasDpr = columns.join() === "width,dpr,count";
	if (!hasDpr && columns.join() !== "width,count") {
		const message = `Cannot read the histogram: its first line must be width,count, got ${header}`;
		throw new WidthwiseError("bad-request", message);
	}
	const rows = lines.flatMap((line, i) =>
		line.trim() === "" ? [] : [readRow(cells(line), columns, i + 2)],
	);
	return { rows, hasDpr };
}

function cells(line: string): readonly string[] {
	return line.split(",").map((cell) => cell.trim().replace(/^"(.*)"$/, "$1"));
}

function readRow(values: readonly string[], columns: readonly string[], line: number): NeededWidth {
	const numbers = values.map((value) => (value === "" ? Number.NaN : Number(value)));
	const cellOf = (name: string): number => numbers[columns.indexOf(name)] ?? Number.NaN;
	const [width, count] = [cellOf("width"), cellOf("count")];
	const dpr = columns.includes("dpr") ? cellOf("dpr") : 1;
	const isRow =
		values.length === columns.length &&
		Number.isInteger(width) &&
		width >= 1 &&
		Number.isFinite(count) &&
		count >= 0 &&
		dpr > 0;
	if (isRow) return { width, dpr, count };
	throw new WidthwiseError(
		"bad-request",
		`Cannot read line ${line} of the histogram: must be ${columns.join()} as numbers, got ${values.join()}`,
	);
}
