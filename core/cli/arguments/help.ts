import type { CommandHelp } from "./command.ts";
import { HELP, type Option } from "./options.ts";

/** The start of every command line. */
export const PROGRAM = "npx widthwise";

/** A command in the list of all commands. */
export type Summary = { readonly name: string; readonly summary: string };

const EXIT_CODES = "0: fine; 1: something private is left, or a file failed; 2: wrong use";

/**
 * Writes the help of the program: its commands.
 *
 * @example
 * programHelp([{ name: "snap", summary: "Show the bucket of a width" }], "0.1.0");
 */
export function programHelp(commands: readonly Summary[], version: string): string {
	return [
		`widthwise ${version}: image widths, and photos without private metadata`,
		"",
		`Usage: ${PROGRAM} <command> [options]`,
		"",
		"Commands:",
		...aligned(commands.map(({ name, summary }) => [name, summary])),
		"",
		`${PROGRAM} <command> --help shows the options of a command.`,
		`Exit codes: ${EXIT_CODES}.`,
	].join("\n");
}

/**
 * Writes the help of one command.
 *
 * @param name the command's name
 *
 * @example
 * commandHelp("snap", { usage: "<width>", about: "", options: {}, examples: ["snap 402"] });
 */
export function commandHelp(name: string, help: CommandHelp): string {
	const options = Object.entries({ ...help.options, help: HELP });
	return [
		`Usage: ${PROGRAM} ${name} ${help.usage}`,
		"",
		help.about,
		"",
		"Options:",
		...aligned(options.map(([long, option]) => [flagOf(long, option), option.help])),
		"",
		"Examples:",
		...help.examples.map((example) => `  ${PROGRAM} ${example}`),
	].join("\n");
}

function flagOf(long: string, { short, value }: Option): string {
	const flag = short === undefined ? `    --${long}` : `-${short}, --${long}`;
	return value === undefined ? flag : `${flag} ${value}`;
}

function aligned(rows: readonly (readonly [left: string, right: string])[]): readonly string[] {
	const width = Math.max(...rows.map(([left]) => left.length));
	return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}
