import { parseArgs } from "node:util";
import type { Options, ParseConfig, Values } from "./options.ts";
import { suggest } from "./suggest.ts";
import { UsageError } from "./usage-error.ts";

/** What the words after a command say. */
export type Parsed<Named extends Options> = {
	/** The options that were given. */
	readonly values: Values<Named>;
	/** The words that are neither options nor their values, such as files. */
	readonly names: readonly string[];
};

/**
 * Parses the words after a command. After `--`, all words are names, also those that begin with a
 * dash.
 *
 * @throws {UsageError} for an unknown option, a missing value, or a value that is too many
 *
 * @example
 * const options = { width: { type: "string", help: "pixels" } } as const;
 * parseWords(["photo.jpg", "--width", "400"], options).names; // ["photo.jpg"]
 */
export function parseWords<Named extends Options>(
	words: readonly string[],
	options: Named,
): Parsed<Named> {
	try {
		const { values, positionals } = parseArgs<ParseConfig<Named>>({
			args: [...words],
			options,
			allowPositionals: true,
			strict: true,
		});
		checkEquals(values, options);
		return { values, names: positionals };
	} catch (error) {
		throw usageErrorOf(error, Object.keys(options));
	}
}

/** `parseArgs` takes the equals sign in `-o=out` for a part of the value. */
function checkEquals(values: Readonly<Record<string, unknown>>, options: Options): void {
	for (const [name, { short }] of Object.entries(options)) {
		const value = values[name];
		if (short === undefined || typeof value !== "string" || !value.startsWith("=")) continue;
		const rest = value.slice(1);
		throw new UsageError(`Write -${short} ${rest} or --${name}=${rest}, not -${short}=${rest}`);
	}
}

/** Node's own messages, in the words of our help, with a suggestion for an unknown option. */
function usageErrorOf(error: unknown, names: readonly string[]): unknown {
	if (!(error instanceof Error) || !("code" in error)) return error;
	const option = /'(?:-\w, )?(-[^' ]*)/.exec(error.message)?.[1] ?? "";
	switch (error.code) {
		case "ERR_PARSE_ARGS_UNKNOWN_OPTION": {
			const similar = suggest(option.replace(/^-+/, ""), names);
			const hint =
				similar === null
					? "put -- before a file whose name begins with a dash"
					: `did you mean --${similar}?`;
			return new UsageError(`There is no option ${option}: ${hint}`);
		}
		case "ERR_PARSE_ARGS_INVALID_OPTION_VALUE":
			return new UsageError(
				error.message.includes("does not take")
					? `The option ${option} takes no value`
					: `The option ${option} needs a value; write ${option}=-x for one that begins with a dash`,
			);
		default:
			return error;
	}
}
