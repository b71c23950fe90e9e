import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Analysis } from "widthwise/tuning";
import type { Table } from "../../harness/table.ts";
import type { Parameters } from "../../hit-rate/parameters.ts";
import type { ListResult } from "../../hit-rate/plots.ts";
import type { Circumstances } from "./circumstances.ts";
import { MEASUREMENTS, type MeasurementName } from "./measurements.ts";

/** What a part of the bench prints with `--json`. */
export type PartOutput = { readonly tables: readonly Table[] };

/** What `hit-rate` prints with `--json`, as far as it is kept. */
export type HitRateOutput = PartOutput & {
	readonly parameters: Parameters;
	readonly lists: readonly ListResult[];
};

/** What a measurement came to: what was found, or why nothing was. */
export type Measured<F> = { readonly circumstances: Circumstances } & (
	| { readonly found: F; readonly missing: null }
	| { readonly found: null; readonly missing: string }
);

/** What was measured last, by name. */
export type StoredResults = {
	readonly [Name in Exclude<MeasurementName, "hit-rate" | "tune">]?: Measured<PartOutput>;
} & {
	readonly "hit-rate"?: Measured<HitRateOutput>;
	readonly tune?: Measured<Analysis>;
};

/** More digits than the page shows of anything that was measured. */
const DIGITS = 6;

/**
 * Reads what was kept.
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
 * Keeps what a measurement came to, in place of what was kept of it before.
 *
 * @example
 * await keep("bench/results", "misses", { circumstances, found, missing: null });
 */
export async function keep(
	folder: string,
	name: MeasurementName,
	measured: Measured<unknown>,
): Promise<void> {
	await mkdir(folder, { recursive: true });
	await Bun.write(join(folder, `${name}.json`), `${formatResult(measured)}\n`);
}

/** JSON for a repository: short, one row or sample a line, so that changes can be read. */
function formatResult(value: unknown): string {
	return JSON.stringify(value, shorten, "\t").replace(
		/\[\n\s*([^[\]{}]*?)\n\s*\]/g,
		(_, inner: string) => `[${inner.replace(/\n\s*/g, " ")}]`,
	);
}

function shorten(key: string, value: unknown): unknown {
	// Hit rates of every bucket of every list: nothing on the page shows them.
	if (key === "byBucket") return undefined;
	const isLong = typeof value === "number" && !Number.isInteger(value);
	return isLong ? Number(value.toPrecision(DIGITS)) : value;
}
