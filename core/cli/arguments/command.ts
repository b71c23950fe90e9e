import type { Terminal } from "../console/terminal.ts";
import type { Options } from "./options.ts";
import { type Parsed, parseWords } from "./parse.ts";

/** Everything went well. */
export const FINE = 0;

/** Something private is left, or a file failed. */
export const FAILED = 1;

/** The command line is wrong. */
export const WRONG_USE = 2;

/** How a command ends. */
export type ExitCode = typeof FINE | typeof FAILED | typeof WRONG_USE;

/** What a command's help says. */
export type CommandHelp = {
	/** The words after the command's name: "<files> -o <folder>". */
	readonly usage: string;
	/** What the command does, in whole sentences. */
	readonly about: string;
	readonly options: Options;
	/** Command lines without "npx widthwise". */
	readonly examples: readonly string[];
};

/** One command of the program. */
export type Command = CommandHelp & {
	/**
	 * Runs the command.
	 *
	 * @param words what follows the command's name
	 * @throws {UsageError} for words that the command does not know
	 */
	run(words: readonly string[], terminal: Terminal): Promise<ExitCode>;
};

/**
 * Makes a command that parses its words before it runs.
 *
 * @example
 * const help = { usage: "", about: "Says hello.", options: {}, examples: [] };
 * defineCommand(help, async (_parsed, terminal) => {
 *   terminal.print("Hello");
 *   return FINE;
 * });
 */
export function defineCommand<const Named extends Options>(
	help: CommandHelp & { readonly options: Named },
	run: (parsed: Parsed<Named>, terminal: Terminal) => Promise<ExitCode>,
): Command {
	return {
		...help,
		run: async (words, terminal) => run(parseWords(words, help.options), terminal),
	};
}
