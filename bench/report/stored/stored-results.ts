import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Analysis } from "widthwise/tuning";
import type { Table } from "../../harness/table.ts";
import type { Parameters } from "../../hit-rate/parameters.ts";
import type { ListResult } from "../../hit-rate/plots.ts";
import type { Circumstances } from "./circumstances.ts";
import { MEASUREMENTS, type MeasurementName } from "./measurements.ts";

/** The output of a part of the bench with `--json`. */
export type PartOutput = { readonly tables: readonly Table[] };

/** The stored fields of the output of `hit-rate` with `--json`. */
export type HitRateOutput = PartOutput & {
	readonly parameters: Parameters;
	readonly lists: readonly ListResult[];
};

/** The result of a measurement: its output, or the reason why there is none. */
export type Measured<F> = { readonly circumstances: Circumstances } & (
	| { readonly found: F; readonly missing: null }
	| { readonly found: null; readonly missing: string }
);

/** The latest results, by name. */
export type StoredResults = {
	readonly [Name in Exclude<MeasurementName, "hit-rate" | "tune">]?: Measured<PartOutput>;
} & {
	readonly "hit-rate"?: Measured<HitRateOutput>;
	readonly tune?: Measured<Analysis>;
};

/** Stored significant digits: more than the page shows. */
const DIGITS = 6;

/**
 * Reads the stored results.
 *
 * @example
 * const { misses } = await readStoredResults("bench/results");
 */
export async function readStoredResults(folder: string): Promise<StoredResults> {
	const kept = new Map<string, unknown>();
	for (const { name } of MEASUREMENTS) {
		const file = Bun.file(join(folder, `${name}.json`));
		if (await file.exists()) kept.set(name, await file.json());
	}
	return Object.fromEntries(kept);
}

/**
 * Stores a measurement's result in place of the last one.
 *
 * @example
 * await storeResult("bench/results", "misses", { circumstances, found, missing: null });
 */
export async function storeResult(
	folder: string,
	name: MeasurementName,
	measured: Measured<unknown>,
): Promise<void> {
	await mkdir(folder, { recursive: true });
	await Bun.write(join(folder, `${name}.json`), `${formatResult(measured)}\n`);
}

/** Formats JSON for a repository: one row or sample per line, so that diffs are readable. */
function formatResult(value: unknown): string {
	return JSON.stringify(value, shorten, "\t").replace(
		/\[\n\s*([^[\]{}]*?)\n\s*\]/g,
		(_, inner: string) => `[${inner.replace(/\n\s*/g, " ")}]`,
	);
}

function shorten(key: string, value: unknown): unknown {
	// The page does not show the hit rates of single buckets.
	if (key === "byBucket") return undefined;
	const isLong = typeof value === "number" && !Number.isInteger(value);
	return isLong ? Number(value.toPrecision(DIGITS)) : value;
}
