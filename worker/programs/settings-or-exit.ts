import { readSettings, type SettingsSchema } from "widthwise/settings";
import { readEnvironment } from "../settings/environment.ts";
import { printProblems } from "./print.ts";

/**
 * Reads a program's settings. If any are wrong, prints a line for each and exits with 1.
 *
 * @example
 * const settings = settingsOrExit(pipelineSettings);
 */
export function settingsOrExit<Settings>(schema: SettingsSchema<Settings>): Settings {
	const read = readSettings(schema, readEnvironment());
	if (read.ok) return read.value;
	printProblems(read.problems);
	process.exit(1);
}
