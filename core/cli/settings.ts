import type { CliSettings } from "./console/terminal.ts";

/**
 * Reads the environment. `NO_COLOR` (https://no-color.org) and `TERM=dumb` switch colours off,
 * `FORCE_COLOR` switches them on.
 *
 * @example
 * readCliSettings({ NO_COLOR: "1" }).colours; // false
 */
export function readCliSettings(
	environment: Readonly<Record<string, string | undefined>> = process.env,
): CliSettings {
	const { NO_COLOR, FORCE_COLOR, TERM, OWNER_TOKEN } = environment;
	const isOff = Boolean(NO_COLOR) || FORCE_COLOR === "0" || TERM === "dumb";
	const colours = isOff ? false : FORCE_COLOR ? true : null;
	return { ownerToken: OWNER_TOKEN || null, colours };
}
