/**
 * Describes why a program could not read or write the file or folder that it was given.
 *
 * @example
 * printProblems([`Cannot restore ${path}: ${reasonOf(error)}`]);
 */
export function reasonOf(error: unknown): string {
	if (!(error instanceof Error)) return String(error);
	const code = "code" in error ? error.code : undefined;
	if (code === "EEXIST") return "the file already exists, name another";
	if (code === "ENOENT") return "no such file or folder";
	return error.message;
}
