/**
 * Resolves as a call to the file system does, but to `null` if the file or folder does not exist.
 *
 * @throws whatever else the call rejects with
 *
 * @example
 * import { stat } from "node:fs/promises";
 *
 * await orNull(stat("/tmp/no-such-file")); // null
 */
export async function orNull<T>(pending: Promise<T>): Promise<T | null> {
	try {
		return await pending;
	} catch (error) {
		if (hasCode(error, "ENOENT") || hasCode(error, "ENOTDIR")) return null;
		throw error;
	}
}

/**
 * Whether a value is an error with a code.
 *
 * @param code one of the system's, such as `EEXIST`
 *
 * @example
 * hasCode(Object.assign(new Error("exists"), { code: "EEXIST" }), "EEXIST"); // true
 */
export function hasCode(error: unknown, code: string): boolean {
	return error instanceof Error && "code" in error && error.code === code;
}
