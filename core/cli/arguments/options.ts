import type { parseArgs } from "node:util";

/** An option of a command, as `parseArgs` of `node:util` takes it, with its help. */
export type Option = {
	readonly type: "boolean" | "string";
	readonly short?: string;
	/** Whether the option may be repeated. */
	readonly multiple?: boolean;
	/** What stands for the value in the help, such as "<folder>". */
	readonly value?: string;
	/** What the option does, for the help. */
	readonly help: string;
};

/** The options of a command by their long names. */
export type Options = Readonly<Record<string, Option>>;

/** What `parseArgs` is called with. */
export type ParseConfig<Named extends Options> = {
	args: string[];
	options: Named;
	allowPositionals: true;
	strict: true;
};

/** The values of the options that were given. */
export type Values<Named extends Options> = ReturnType<
	typeof parseArgs<ParseConfig<Named>>
>["values"];

/** The option that every command has. */
export const HELP: Option = { type: "boolean", short: "h", help: "show this help" };
