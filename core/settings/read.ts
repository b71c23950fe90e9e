import * as v from "valibot";
import { WidthwiseError } from "../errors.ts";

/** Settings as they are written, such as `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What reads an {@link Environment} into typed settings. */
export type SettingsSchema<Settings> = v.GenericSchema<unknown, Settings>;

/** The settings, or everything that is wrong with them: one sentence a problem. */
export type ReadSettings<Settings> =
	| { readonly ok: true; readonly value: Settings }
	| { readonly ok: false; readonly problems: readonly string[] };

/**
 * Reads settings, and finds everything that is wrong with them at once. What is empty counts as not set.
 *
 * @example
 * readSettings(limits, { MAX_PIXELS: "many" });
 * // { ok: false, problems: ["MAX_PIXELS must be a whole number from 1 to 1000000000, got many"] }
 */
export function readSettings<Settings>(
	schema: SettingsSchema<Settings>,
	environment: Environment,
): ReadSettings<Settings> {
	const { success, output, issues } = v.safeParse(schema, environment);
	return success
		? { ok: true, value: output }
		: { ok: false, problems: issues.map(({ message }) => message) };
}

/**
 * Reads settings where nothing can go on without them.
 *
 * @throws {WidthwiseError} `misconfigured`: one line for each thing that is wrong, all at once
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
