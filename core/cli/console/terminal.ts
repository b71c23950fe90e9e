import type { Engine } from "../../engines/engine.ts";
import type { Colours } from "./colours.ts";
import type { Progress } from "./progress.ts";

/** What the environment says. */
export type CliSettings = {
	/** The owner's token of a server, for `upload`; `null` if it is not set. */
	readonly ownerToken: string | null;
	/** `true` or `false` if colours were asked for or refused, `null` if neither. */
	readonly colours: boolean | null;
};

/** What a command reads from, writes to and works with. */
export type Terminal = {
	readonly settings: CliSettings;
	/** Writes a line to standard output. */
	print(line: string): void;
	/** Writes a line to standard error. */
	warn(line: string): void;
	/** Writes a picture to standard output. */
	writeBytes(bytes: Uint8Array): Promise<void>;
	/** Reads all of standard input. */
	readBytes(): Promise<Uint8Array<ArrayBuffer>>;
	/** Whether standard output is a terminal, and not a file or a pipe. */
	readonly isInteractive: boolean;
	/** Colours for `print`. */
	readonly colours: Colours;
	/** Colours for `warn`. */
	readonly warningColours: Colours;
	/** On standard error; silent where that is no terminal. */
	readonly progress: Progress;
	/** Opens the engine of a command that decodes photos. The command closes it. */
	openEngine(threads: number): Promise<Engine>;
	/** Aborted when the program is asked to end, by Ctrl-C. */
	readonly signal: AbortSignal;
};
