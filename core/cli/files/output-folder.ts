import { stat } from "node:fs/promises";
import { UsageError } from "../arguments/usage-error.ts";
import { isPhoto } from "./photo-files.ts";

/**
 * Checks that what follows `-o` can be a folder. It need not exist yet.
 *
 * @throws {UsageError} if it is empty or a file, or has the name of a photo
 *
 * @example
 * await checkOutputFolder("out");
 */
export async function checkOutputFolder(path: string): Promise<void> {
	const isFolder = await stat(path).then(
		(found) => found.isDirectory(),
		() => null,
	);
	if (path === "" || isFolder === false || (isFolder === null && isPhoto(path))) {
		throw new UsageError(`-o must be a folder, got ${path}`);
	}
}
