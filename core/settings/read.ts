import * as v from "valibot";
import { WidthwiseError } from "../errors.ts";

/** Settings as text, such as `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A schema that reads typed settings from an {@link Environment}. */
export type SettingsSchema<Settings> = v.GenericSchema<unknown, Settings>;

/** The settings, or all problems with them, one sentence each. */
export type ReadSettings<Settings> =
	| { readonly ok: true; readonly value: Settings }
	| { readonly ok: false; readonly problems: readonly string[] };

/**
 * Reads settings and reports all problems at once. An empty setting counts as not set.
 *
 * @example
 * const problem = "MAX_PIXELS must be a whole number from 1 to 1000000000, got many";
 * readSettings(limits, { MAX_PIXELS: "many" }); // { ok: false, problems: [problem] }
 */
export function readSettings<Settings>(
	schema: SettingsSchema<Settings>,
	environment: Environment,
): ReadSettings<Settings> {
	const { success, output, issues } = v.safeParse(schema, environment);
	if (success) return { ok: true, value: output };
	// A setting that two schemas read has the same problem twice.
	return { ok: false, problems: [...new Set(issues.map(({ message }) => message))] };
}

/**
 * Reads settings, or throws all problems with them. An empty setting counts as not set.
 *
 * @throws {WidthwiseError} `misconfigured`: one line for each problem
 *
 * @example
 * requireSettings(limits, {}).maxPixels; // 110000000
 */
export function requireSettings<Settings>(
	schema: SettingsSchema<Settings>,
	environment: Environment,
): Settings {
	const read = readSettings(schema, environment);
	if (read.ok) return read.value;
	throw new WidthwiseError("misconfigured", read.problems.join("\n"));
}
