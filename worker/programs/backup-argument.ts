import { printProblems } from "./print.ts";

/**
 * Reads the file or folder of a backup from a program's arguments, or prints an example and exits with 1.
 *
 * @example
 * const path = backupArgument(process.argv, "npm run backup -- /backups/widthwise");
 */
export function backupArgument(argv: readonly string[], example: string): string {
	const [path] = argv.slice(2).filter((argument) => !argument.startsWith("--"));
	if (path) return path;
	printProblems([`Name a folder, or a file that ends in .jsonl: ${example}`]);
	process.exit(1);
}
