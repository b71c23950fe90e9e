import { type ExitCode, FINE, WRONG_USE } from "./arguments/command.ts";
import { commandHelp, PROGRAM, programHelp } from "./arguments/help.ts";
import { suggest } from "./arguments/suggest.ts";
import { UsageError } from "./arguments/usage-error.ts";
import { COMMANDS } from "./commands.ts";
import { printable } from "./console/printable.ts";
import type { Terminal } from "./console/terminal.ts";

/**
 * Runs the program with the words of a command line. Wrong use is explained on standard error.
 *
 * @param version the version of the library
 *
 * @returns the exit code
 *
 * @example
 * process.exitCode = await run(["snap", "402"], terminal, "0.1.0");
 */
export async function run(
	words: readonly string[],
	terminal: Terminal,
	version: string,
): Promise<ExitCode> {
	const [first, ...rest] = words;
	if (first === undefined || first === "--help" || first === "-h") {
		return help(rest, terminal, version, first === undefined);
	}
	if (first === "help") return help(rest, terminal, version, false);
	if (first === "--version" || first === "-v") {
		terminal.print(version);
		return FINE;
	}
	const command = COMMANDS.find(({ name }) => name === first);
	if (!command) return unknownCommand(first, terminal);
	if (asksForHelp(rest)) return help([first], terminal, version, false);
	try {
		return await (await command.load()).run(rest, terminal);
	} catch (error) {
		if (!(error instanceof UsageError)) throw error;
		return wrongUse(terminal, error.message, `${PROGRAM} ${first} --help`);
	}
}

/** A word after `--` is a name, also `--help`. */
function asksForHelp(words: readonly string[]): boolean {
	const end = words.indexOf("--");
	const options = end < 0 ? words : words.slice(0, end);
	return options.includes("--help") || options.includes("-h");
}

async function help(
	[name]: readonly string[],
	terminal: Terminal,
	version: string,
	isMistake: boolean,
): Promise<ExitCode> {
	if (name === undefined) {
		const text = programHelp(COMMANDS, version);
		if (isMistake) terminal.warn(text);
		else terminal.print(text);
		return isMistake ? WRONG_USE : FINE;
	}
	const command = COMMANDS.find((each) => each.name === name);
	if (!command) return unknownCommand(name, terminal);
	terminal.print(commandHelp(name, await command.load()));
	return FINE;
}

function unknownCommand(word: string, terminal: Terminal): ExitCode {
	const similar = suggest(
		word,
		COMMANDS.map(({ name }) => name),
	);
	const hint = similar === null ? "" : `: did you mean ${similar}?`;
	return wrongUse(terminal, `There is no command ${printable(word)}${hint}`, `${PROGRAM} --help`);
}

function wrongUse(terminal: Terminal, message: string, helpLine: string): ExitCode {
	terminal.warn(`${terminal.warningColours.red("Error:")} ${message}`);
	terminal.warn(`See ${helpLine}`);
	return WRONG_USE;
}
