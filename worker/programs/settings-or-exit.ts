import { readSettings, type SettingsSchema } from "widthwise/settings";
import { readEnvironment } from "../settings/environment.ts";

/**
 * Reads a program's settings; with what is wrong with them, one line each, it ends.
 *
 * @example
 * const settings = settingsOrExit(pipelineSettings);
 */
export function settingsOrExit<Settings>(schema: SettingsSchema<Settings>): Settings {
	const read = readSettings(schema, readEnvironment());
	if (read.ok) return read.value;
	console.error(read.problems.join("\n"));
	process.exit(1);
}
