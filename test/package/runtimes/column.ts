import { FEATURE_NAMES, FEATURES, type Feature } from "./features.ts";
import type { Runtime } from "./runtime.ts";

/** What the table says about a runtime: `yes`, `no` or `needs ...` for each feature. */
export type Column = ReadonlyMap<Feature, string>;

/** What says at once that a feature is not there: our engines, or the loader of modules. */
const SAYS_SO = /^engine-unavailable: |No such module|dynamically imported module/;

/**
 * Tries all features on a runtime, first without and then with what they need.
 *
 * @throws {Error} if one fails in another way than saying that it is not there
 */
export async function measureColumn(runtime: Runtime): Promise<Column> {
	const column = new Map<Feature, string>();
	const ends = await runtime.tryFeatures(FEATURE_NAMES, null);
	for (const name of FEATURE_NAMES) {
		const end = ends.get(name) ?? "not tried";
		column.set(name, end === "works" ? "yes" : await verdictWithNeed(runtime, name, end));
	}
	return column;
}

async function verdictWithNeed(runtime: Runtime, name: Feature, end: string): Promise<string> {
	const need = runtime.needs[name];
	if (need === undefined) {
		if (SAYS_SO.test(end)) return "no";
		throw new Error(`${FEATURES[name]} does not say that it is not there: ${end}`);
	}
	const second = (await runtime.tryFeatures([name], need)).get(name);
	if (second === "works") return `needs ${need}`;
	throw new Error(`${FEATURES[name]} does not work with ${need}: ${second}`);
}
