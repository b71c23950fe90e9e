/** The levels of lines, the least important first. */
export const LOG_LEVELS = ["debug", "info", "warn", "error"] as const;

/** How important a line is. */
export type LogLevel = (typeof LOG_LEVELS)[number];

/** `auto`: `pretty` on a terminal, else `json`. */
export const LOG_FORMATS = ["auto", "json", "pretty"] as const;

/** How lines are written: as JSON for programs, or as text for people. */
export type LogFormat = (typeof LOG_FORMATS)[number];

/** What a line says besides its message: short names, one word for one thing. No secrets, no URLs. */
export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** Writes lines for the operator. Its functions never throw, and may be passed on by themselves. */
export type Log = {
	/** What is usually not worth a line, such as an image from memory. */
	debug(message: string, fields?: LogFields): void;
	/** What happens, such as a request. */
	info(message: string, fields?: LogFields): void;
	/** What the operator may have to look at, such as a photo that failed. */
	warn(message: string, fields?: LogFields): void;
	/** Something thrown, with its code and causes; the stack only if it was not expected. */
	error(error: unknown, fields?: LogFields): void;
	/** Whether lines of a level are written: to save the work of making them. */
	isOn(level: LogLevel): boolean;
};
