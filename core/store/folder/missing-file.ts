/**
 * What a call resolves to; `null` where there is no such file or folder.
 *
 * @example
 * const file = await orNull(stat(path));
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
 * Whether an error is the system's of this code.
 *
 * @example
 * hasCode(error, "EEXIST");
 */
export function hasCode(error: unknown, code: string): boolean {
	return error instanceof Error && "code" in error && error.code === code;
}
