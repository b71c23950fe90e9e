/** A line of a program's log. */
export type LoggedLine = Readonly<Record<string, unknown>>;

/** The lines of the log in what a program has printed, without what it printed for people. */
export function logged(output: string): readonly LoggedLine[] {
	return output
		.split("\n")
		.filter((line) => line.startsWith('{"level":') && line.endsWith("}"))
		.map((line) => JSON.parse(line));
}
