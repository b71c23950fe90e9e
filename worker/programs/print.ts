/**
 * Prints what a program was started for, on standard output. Everything else goes to the log.
 *
 * @example
 * print("Catalogue and stores agree");
 */
export function print(text: string): void {
	console.log(text);
}

/**
 * Prints why a program cannot start before it has a log, on standard error.
 *
 * @example
 * printProblems(["PORT must be a whole number from 0 to 65535, got http"]);
 */
export function printProblems(problems: readonly string[]): void {
	console.error(problems.join("\n"));
}
